package org.roomcast.boot;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.roomcast.auth.NewApiKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an API key; it is printed once and kept nowhere. */
@Command(
        name = "key",
        description = "Makes an API key and prints it, with the line that the server is to be given.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class KeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "What the program is called, in events, logs and metrics.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        NewApiKey made;
        try {
            made = NewApiKey.named(name);
        } catch (IllegalArgumentException notAName) {
            spec.commandLine().getErr().println("roomcast: a key's name is 1 to 64 of A-Z a-z 0-9 _ . -");
            return Main.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("The key, for the program (X-API-Key); it is shown this once:");
        out.println("  " + made.key());
        out.println("Its hash, for roomcast.auth.api-keys or a line of roomcast.auth.api-keys-file:");
        out.println("  " + made.line());
        return 0;
    }
}
