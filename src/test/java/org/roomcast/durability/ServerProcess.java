package org.roomcast.durability;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.roomcast.testing.FreePorts;

/** The standalone server as a process that can be killed and started again on the same data and the same port. */
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "Roomcast is listening on http://";
    private static final Path JAR = Path.of("target/roomcast/roomcast.jar").toAbsolutePath();
    private static final int TAIL = 30;

    private final Path data;
    private final List<String> program;
    private final List<String> settings;
    /** While the server is away, a client that tries it again and again cannot get this port itself. */
    private final int port = new FreePorts().next();

    private Process process;

    /** @param settings as {@code name=value} */
    ServerProcess(Path data, String... settings) {
        this(data, List.of("-jar", JAR.toString()), settings);
    }

    private ServerProcess(Path data, List<String> program, String... settings) {
        this.data = data;
        this.program = program;
        this.settings = List.of(settings);
    }

    /** The same by another class than the jar's own. */
    static ServerProcess startedBy(Class<?> main, Path data, String... settings) {
        String tests = Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
        return new ServerProcess(data, List.of("-cp", JAR + File.pathSeparator + tests, main.getName()), settings);
    }

    void start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(program);
        command.addAll(List.of("--port", String.valueOf(port), "--data", data.toString()));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            awaitListening(process.inputReader());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    URI chat() {
        return URI.create("ws://127.0.0.1:" + port + "/ws/chat?batch=true");
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void awaitListening(BufferedReader output) throws IOException {
        Deque<String> tail = new ArrayDeque<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(LISTENING)) {
                drain(output);
                return;
            }
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
        throw new IllegalStateException("The server did not start:\n" + String.join("\n", tail));
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                output.transferTo(java.io.Writer.nullWriter());
            } catch (IOException killed) {
                System.getLogger(ServerProcess.class.getName())
                        .log(System.Logger.Level.DEBUG, "The output has ended", killed);
            }
        });
        reader.setDaemon(true);
        reader.start();
    }
}
