import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * A program of the build: makes minified modules with source maps of the JavaScript client, with UglifyJS in Rhino, so
 * that no Node.js is needed. Arguments: {@code bundle.js}, the version of UglifyJS on the class path, the comment at the
 * head of each file, the folder of the modules, the folder to write to, and the modules that become one each.
 */
final class Bundle {

    /** In the order in which UglifyJS itself loads them, without what an application's own names would need. */
    private static final List<String> UGLIFY =
            List.of("utils", "ast", "transform", "parse", "scope", "output", "sourcemap", "minify");

    private final Context rhino = Context.enter();
    private final Scriptable scope;

    private Bundle(Path program, String uglifyVersion) throws IOException {
        rhino.setLanguageVersion(Context.VERSION_ES6);
        scope = rhino.initStandardObjects();
        // asked for when UglifyJS is loaded, for maps inside of the code
        evaluate("var atob, btoa", "prelude");
        for (String part : UGLIFY) {
            String file = "/META-INF/resources/webjars/uglify-js/" + uglifyVersion + "/lib/" + part + ".js";
            try (InputStream in = Bundle.class.getResourceAsStream(file)) {
                evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
            }
        }
        evaluate(Files.readString(program), program.getFileName().toString());
    }

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[3]);
        Path to = Files.createDirectories(Path.of(args[4]));
        try {
            Bundle bundle = new Bundle(Path.of(args[0]), args[1]);
            for (String module : List.of(args).subList(5, args.length)) {
                bundle.write(module, name -> read(from.resolve(name)), args[2], to);
            }
        } catch (RhinoException broken) {
            System.err.println("The JavaScript client cannot be bundled: " + broken.getMessage());
            System.err.println(broken.getScriptStackTrace());
            System.exit(1);
        }
    }

    private void write(String module, Function<String, String> load, String preamble, Path to) throws IOException {
        ScriptableObject.putProperty(scope, "load", Context.javaToJS(load, scope));
        ScriptableObject.putProperty(scope, "preamble", preamble);
        ScriptableObject.putProperty(scope, "entry", module);
        String call = "bundle(entry, function (file) { return load.apply(file); }, preamble)";
        Scriptable result = (Scriptable) evaluate(call, "call");
        Path file = to.resolve(module.replaceAll("\\.js$", ".min.js"));
        // the map first: the build asks whether the code is up to date
        Files.writeString(file.resolveSibling(file.getFileName() + ".map"), text(result, "map"));
        Files.writeString(file, text(result, "code") + "\n");
    }

    private static String text(Scriptable object, String property) {
        return Context.toString(ScriptableObject.getProperty(object, property));
    }

    private Object evaluate(String text, String name) {
        return rhino.evaluateString(scope, text, name, 1, null);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
