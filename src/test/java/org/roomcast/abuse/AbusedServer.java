package org.roomcast.abuse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roomcast.testing.RestClient;

/** The standalone server as a process with a small heap, which would end it if an attack could fill it. */
final class AbusedServer implements AutoCloseable {

    static final String SECRET = "a secret for abuse that has more than 32 bytes";
    static final String API_KEY = "key-of-the-shop";
    static final String OTHER_KEY = "key-of-the-mill";

    private static final Pattern LISTENING = Pattern.compile("Roomcast is listening on http://[^:]+:([0-9]+)/");
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\",id=\"[^\"]*\"} (\\S+)");
    private static final Path JAR = Path.of("target/roomcast/roomcast.jar").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final int HEAP_MEGABYTES = 160;

    private final Path data;
    private final Process process;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** @param settings as {@code name=value}, beside those of the suite */
    AbusedServer(String... settings) throws IOException {
        data = Files.createTempDirectory("roomcast-abuse");
        List<String> command = new ArrayList<>(List.of(
                JAVA.resolve("java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Droomcast.auth.secret=" + SECRET,
                "-Droomcast.auth.issuer=" + Forger.ISSUER,
                "-Droomcast.auth.audience=" + Forger.AUDIENCE,
                "-Droomcast.auth.api-keys=shop:" + API_KEY + ",mill:" + OTHER_KEY,
                "-Droomcast.http.head-timeout=3s",
                "-Droomcast.http.body-timeout=3s",
                "-Droomcast.limits.frames-per-minute=3000",
                "-Droomcast.limits.frames-burst=300"));
        List.of(settings).forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-jar", JAR.toString(), "--port", "0", "--data", data.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        port = awaitPort(process.inputReader());
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    RestClient rest() {
        return new RestClient(URI.create("http://127.0.0.1:" + port + "/")).overHttp1();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** What is on the heap after a collection, in megabytes. */
    long usedMegabytes() throws Exception {
        Process collection = new ProcessBuilder(JAVA.resolve("jcmd").toString(), String.valueOf(pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        collection.waitFor(1, TimeUnit.MINUTES);
        Matcher pools = HEAP.matcher(rest().get("metrics", "X-API-Key", API_KEY).body());
        double bytes = 0;
        while (pools.find()) {
            bytes += Double.parseDouble(pools.group(1));
        }
        return (long) bytes / (1024 * 1024);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        delete(data.toFile());
    }

    private int awaitPort(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread reader = new Thread(() -> keep(output));
                reader.setDaemon(true);
                reader.start();
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IllegalStateException("The server did not start:\n" + String.join("\n", log));
    }

    private void keep(BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
            }
        } catch (IOException ended) {
            if (process.isAlive()) {
                throw new UncheckedIOException(ended);
            }
        }
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        if (inside != null) {
            List.of(inside).forEach(AbusedServer::delete);
        }
        file.delete();
    }
}
