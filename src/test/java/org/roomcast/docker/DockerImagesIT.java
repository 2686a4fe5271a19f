package org.roomcast.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roomcast.docker.Dockerfile.Instruction;
import org.roomcast.testing.TestClient;

/** The images beside what the build has made for them. */
class DockerImagesIT {

    private static final Pattern BUILT = Pattern.compile("/src/(target/\\S+)");
    private static final Pattern LISTENING = Pattern.compile("Roomcast is listening on http://0\\.0\\.0\\.0:(\\d+)/");

    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("org.roomcast.docker.DockerFilesTest#images")
    void theBuildMakesWhatTheImageTakes(Dockerfile file) {
        List<Path> taken = file.instructions().stream()
                .flatMap(instruction -> BUILT.matcher(instruction.text()).results())
                .map(found -> Path.of(found.group(1)))
                .toList();
        assertThat(taken).hasSize(1).allSatisfy(path -> assertThat(path).exists());
    }

    /** Its COPY, ENV, ENTRYPOINT, CMD, HEALTHCHECK and signals below a folder instead of /, on this machine's Java. */
    @Test
    void theStandaloneImageStartsIsHealthyKeepsItsSecretAndEnds() throws Exception {
        Shell.need(Shell.works("bash", "-c", ":"), "the standalone image's commands need bash to be tried");
        Dockerfile file = Dockerfile.read("standalone.Dockerfile");
        for (Instruction copy : file.all("COPY")) {
            carryOut(copy);
        }
        Files.createDirectories(below(file.only("VOLUME").text()));
        Process server = start(file);
        try {
            String port = port(server);
            String health = below("/usr/local/bin/healthcheck").toString();
            eventually(() -> assertThat(Shell.run(List.of("bash", health), Map.of("ROOMCAST_HTTP_PORT", port), ""))
                    .isEqualTo(new Shell.Result(0, "")));
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat.html"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            TestClient client = TestClient.open(URI.create("ws://127.0.0.1:" + port + "/ws/chat"));
            client.next("welcome");
            assertThat(below("/var/lib/roomcast/auth.secret")).isNotEmptyFile();
            server.destroy();
            assertThat(client.awaitClose()).isEqualTo(4200);
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Shell.run(List.of("bash", health), Map.of("ROOMCAST_HTTP_PORT", port), "")
                            .code())
                    .isEqualTo(1);
        } finally {
            server.destroyForcibly();
        }
    }

    private Process start(Dockerfile file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        file.environment()
                .forEach((name, value) -> environment.put(
                        name, value.startsWith("/") ? below(value).toString() : value));
        environment.put("ROOMCAST_HTTP_PORT", "0");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        List<String> command = file.commandLine().stream()
                .map(word -> word.startsWith("/") ? below(word).toString() : word)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Path folder = below(file.only("WORKDIR").text());
        builder.directory(Files.createDirectories(folder).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String port(Process server) throws IOException {
        StringBuilder said = new StringBuilder();
        InputStream output = server.getInputStream();
        for (int c = output.read(); c >= 0; c = output.read()) {
            said.append((char) c);
            Matcher listening = LISTENING.matcher(said);
            if (c == '\n' && listening.find()) {
                return listening.group(1);
            }
        }
        throw new AssertionError("The server ended: " + said);
    }

    private void carryOut(Instruction copy) throws IOException {
        String source = copy.words().get(0).replaceFirst("^/src/", "");
        Path target = below(copy.words().get(1));
        try (Stream<Path> files = Files.walk(Path.of(source))) {
            for (Path from : files.toList()) {
                Path to = target.resolve(Path.of(source).relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path below(String absolute) {
        return root.resolve(absolute.substring(1));
    }
}
