package org.roomcast.boot;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.TokenMint;
import org.roomcast.config.SettingException;
import org.roomcast.config.Settings;
import org.roomcast.model.Identity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until the process is told to end. */
@Command(
        name = "serve",
        description = "Runs the server.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class ServeCommand implements Callable<Integer> {

    private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

    @Option(names = "--host", description = "The address to listen on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", description = "The port; 0 takes a free one (default: 8080).")
    private @Nullable String port;

    @Option(names = "--data", description = "The folder for what outlives the process (default: ./data).")
    private @Nullable String data;

    @Option(names = "--config", description = "A settings file (default: ./roomcast.properties, if it is there).")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RoomcastServerBuilder builder = RoomcastServer.builder().settingsFromSurroundings(config);
        set(builder, "roomcast.http.host", host);
        set(builder, "roomcast.http.port", port);
        set(builder, "roomcast.data.dir", data);
        Path pages = pagesFolder();
        if (pages != null) {
            builder.pages(pages);
        }
        RoomcastServer server = builder.build();
        try {
            server.start();
        } catch (SettingException wrong) {
            spec.commandLine().getErr().println("roomcast: " + wrong.getMessage());
            return Main.FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "roomcast-stop"));
        greet(server);
        new CountDownLatch(1).await();
        return 0;
    }

    private void greet(RoomcastServer server) {
        String address = server.uri().toString();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Roomcast is listening on " + address);
        out.println();
        TokenMint mint = server.beans().select(TokenMint.class).get();
        if (mint == null) {
            out.println("Tokens come from your issuer; this server has no secret to make one.");
        } else {
            String token = mint.mint("admin", "Admin", List.of(Identity.ADMIN, Identity.PUBLISHER), TOKEN_LIFETIME);
            showTheWayIn(address, token, out);
        }
        warn(server, out);
        out.flush();
    }

    private static void showTheWayIn(String address, String token, PrintWriter out) {
        out.println("Open the pages, as an administrator for one day:");
        out.println("  " + address + "#token=" + token);
        out.println();
        out.println("Push to them:");
        out.println("  curl -H 'Authorization: Bearer " + token + "' -H 'Content-Type: application/json' \\");
        out.println("    -d '{\"message\":\"Hello from curl\"}' " + address + "api/notify");
    }

    private void warn(RoomcastServer server, PrintWriter out) {
        Settings settings = server.beans().select(Settings.class).get();
        if (settings.auth().anonymous() && !isLoopback(server.uri().getHost())) {
            out.println();
            out.println("Note: this address can be reached from other machines, and anyone there may enter public rooms"
                    + " (roomcast.auth.anonymous=false turns that off).");
        }
    }

    private static boolean isLoopback(String name) {
        try {
            return InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static void set(RoomcastServerBuilder builder, String name, @Nullable String value) {
        if (value != null) {
            builder.setting(name, value);
        }
    }

    /** Beside the jar or the classes, where the build puts them; where no Maven has built, as they are written. */
    private static @Nullable Path pagesFolder() {
        Path beside = besideProgram();
        if (beside != null && Files.isDirectory(beside)) {
            return beside;
        }
        Path source = Path.of("src/main/webapp");
        return Files.isDirectory(source) ? source : null;
    }

    private static @Nullable Path besideProgram() {
        CodeSource source = ServeCommand.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI()).resolveSibling("webapp");
        } catch (URISyntaxException oddPlace) {
            return null;
        }
    }
}
