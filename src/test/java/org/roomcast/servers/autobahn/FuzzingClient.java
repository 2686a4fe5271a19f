package org.roomcast.servers.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Autobahn's fuzzing client, a program in Python that runs on Jython. The build puts both into a folder; neither is on a
 * class path of ours.
 */
public final class FuzzingClient {

    private static final Path FOLDER = Path.of("target/autobahn");
    private static final String LANES = "16";
    /** It has no end of its own when it fails. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private FuzzingClient() {}

    /**
     * How a case ended.
     *
     * @param id such as 6.4.2
     * @param behaviour OK, NON-STRICT, INFORMATIONAL, FAILED and others of the tool's own words
     * @param close the same for how the connection ended
     */
    public record Result(String id, String behaviour, String close, String text) {}

    /**
     * Runs all cases against an endpoint that echoes.
     *
     * @param large the endpoint for large messages
     * @return the results by the ids of the cases
     */
    public static Map<String, Result> run(URI echo, URI large, String name) throws IOException, InterruptedException {
        Path report = FOLDER.resolve(name + ".json").toAbsolutePath();
        Path log = FOLDER.resolve(name + ".log");
        Files.deleteIfExists(report);
        Path script = FOLDER.resolve("lanes.py");
        try (InputStream text = FuzzingClient.class.getResourceAsStream("/autobahn/lanes.py")) {
            Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dpython.cachedir.skip=true",
                        "-Dpython.console.encoding=UTF-8",
                        "-cp",
                        FOLDER.resolve("jython.jar") + File.pathSeparator + FOLDER.resolve("autobahn.jar"),
                        "org.python.util.jython",
                        script.toString(),
                        echo.toString(),
                        large.toString(),
                        LANES,
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("the fuzzing client ends; see %s", log)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(report).as("the fuzzing client's report; see %s", log).exists();
        return read(report);
    }

    private static Map<String, Result> read(Path report) throws IOException {
        try (Reader text = Files.newBufferedReader(report);
                JsonReader json = Json.createReader(text)) {
            JsonObject all = json.readObject();
            assertThat(all.getJsonArray("faults")).isEmpty();
            JsonObject cases = all.getJsonObject("cases");
            assertThat(cases).hasSize(all.getInt("expected"));
            Map<String, Result> results = new TreeMap<>();
            cases.forEach((id, value) -> {
                JsonObject one = value.asJsonObject();
                results.put(
                        id, new Result(id, one.getString("behavior"), one.getString("close"), one.getString("result")));
            });
            return results;
        }
    }
}
