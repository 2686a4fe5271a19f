package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.TestClient;

/** The distribution as a user starts it: a process of its own. */
class StandaloneIT {

    private static final Pattern LISTENING = Pattern.compile("Roomcast is listening on (http://\\S+/)");
    private static final Pattern TOKEN = Pattern.compile("#token=(\\S+)");
    private static final List<String> JAR = List.of(
            "-jar", Path.of("target/roomcast/roomcast.jar").toAbsolutePath().toString());
    /** As {@code mvn compile exec:java} does: the classes as they were compiled, and no jar of ours. */
    private static final List<String> CLASSES = List.of(
            "-cp",
            Path.of("target/classes").toAbsolutePath() + File.pathSeparator + System.getProperty("java.class.path"),
            "org.roomcast.boot.Main");

    @TempDir
    Path folder;

    /** A running server process and what it has said so far. */
    private record Running(Process process, URI address, String token) {}

    @Test
    void itPrintsItsAddressAndALinkThatWorksAtOnce() throws Exception {
        Running server = start("--port", "0", "--data", folder.resolve("d").toString());
        try {
            HttpResponse<String> page = get(server.address().resolve("/"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            for (String path : List.of("chat.html", "notifications.html", "dashboard.html", "js/client/roomcast.js")) {
                assertThat(get(server.address().resolve(path)).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            HttpResponse<String> pushed = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.address().resolve("api/notify"))
                                    .header("Authorization", "Bearer " + server.token())
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"Hello from curl\"}"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(pushed.statusCode()).isEqualTo(202);
            Path secret = folder.resolve("d/auth.secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        } finally {
            server.process().destroyForcibly();
        }
    }

    @Test
    void fromTheSourceTreeItServesTheClientThatTheBuildHasMade() throws Exception {
        Running server = started(process(CLASSES, "--port", "0", "--data", folder.toString()));
        try {
            HttpResponse<String> client = get(server.address().resolve("js/client/roomcast.min.js"));
            assertThat(client.statusCode()).isEqualTo(200);
            assertThat(client.body()).isEqualTo(Files.readString(Path.of("target/webapp/js/client/roomcast.min.js")));
            assertThat(get(server.address().resolve("chat.html")).body())
                    .isEqualTo(Files.readString(Path.of("src/main/webapp/chat.html")));
        } finally {
            server.process().destroyForcibly();
        }
    }

    @Test
    void nothingOutsideThePagesIsServed() throws Exception {
        Running server = start("--port", "0", "--data", folder.toString());
        try {
            for (String path : List.of(
                    "WEB-INF/glassfish-web.xml",
                    "web-inf/glassfish-web.xml",
                    "META-INF/context.xml",
                    "%57EB-INF/glassfish-web.xml",
                    "..%2froomcast.jar",
                    "%2e%2e/roomcast.jar",
                    "js/../../roomcast.jar",
                    "auth.secret",
                    "no-such-page.html")) {
                HttpResponse<String> answer = get(URI.create(server.address() + path));
                assertThat(answer.statusCode()).as(path).isBetween(400, 404);
                assertThat(answer.body()).doesNotContain("glassfish-web-app");
            }
        } finally {
            server.process().destroyForcibly();
        }
    }

    @Test
    void sigtermClosesEveryConnectionAndEndsTheProcessSoon() throws Exception {
        Running server = start("--port", "0", "--data", folder.toString());
        URI address = URI.create(server.address().toString().replace("http", "ws") + "ws/chat/room");
        TestClient one = TestClient.open(address);
        TestClient two = TestClient.open(address);
        one.next("ack");
        two.next("ack");
        server.process().destroy();
        assertThat(one.awaitClose()).isEqualTo(4200);
        assertThat(two.awaitClose()).isEqualTo(4200);
        assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsWrongOnTheCommandLineIsSaidInOneLine() throws Exception {
        Running first = start("--port", "0", "--data", folder.resolve("first").toString());
        try {
            String taken = String.valueOf(first.address().getPort());
            assertOneLine(
                    run("--port", taken, "--data", folder.resolve("second").toString()), 1, taken);
            assertOneLine(run("--port", "0", "--data", folder.resolve("first").toString()), 1, "in use by another");
        } finally {
            first.process().destroyForcibly();
        }
        assertOneLine(run("--prot", "1"), 2, "--prot");
        assertOneLine(run("nonsense"), 2, "nonsense");
        assertOneLine(run("--port", "abc"), 1, "roomcast.http.port");
        assertOneLine(run("--port", "70000"), 1, "roomcast.http.port");
        assertOneLine(run("--config", folder.resolve("none.properties").toString()), 1, "none.properties");
        assertOneLine(run("-Droomcast.heartbeat.interval=25"), 2, "-Droomcast");
        Path file = folder.resolve("typo.properties");
        Files.writeString(file, "roomcast.limits.message-sise = 70000\n");
        assertOneLine(run("--config", file.toString()), 1, "did you mean \"roomcast.limits.message-size\"");
        Files.writeString(file, "roomcast.rooms.vip.max-members = 3\n");
        assertOneLine(run("--config", file.toString()), 1, "roomcast.rooms.vip.match");
    }

    @Test
    void helpAndVersionAreThere() throws Exception {
        Outcome version = run("--version");
        assertThat(version.code()).isZero();
        assertThat(version.output()).matches("Roomcast \\d+\\.\\d+\\.\\d+\\S*\\s*");
        Outcome help = run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.output()).contains("--host", "--port", "--data", "--config");
        assertThat(run("serve", "--help").output()).isEqualTo(help.output());
    }

    private record Outcome(int code, String output) {}

    private static void assertOneLine(Outcome outcome, int code, String content) {
        assertThat(outcome.output().strip().lines().toList())
                .as(outcome.output())
                .hasSize(1);
        assertThat(outcome.output()).contains(content).doesNotContain("Exception");
        assertThat(outcome.code()).isEqualTo(code);
    }

    private Outcome run(String... arguments) throws Exception {
        Process process = process(JAR, arguments);
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private Running start(String... arguments) throws IOException {
        return started(process(JAR, arguments));
    }

    private static Running started(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("The server ended: " + said);
            }
            said.append(line).append('\n');
            Matcher address = LISTENING.matcher(said);
            Matcher token = TOKEN.matcher(said);
            if (address.find() && token.find()) {
                Thread drain = new Thread(() -> drain(lines));
                drain.setDaemon(true);
                drain.start();
                return new Running(process, URI.create(address.group(1)), token.group(1));
            }
        }
    }

    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                continue;
            }
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private Process process(List<String> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
