package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;
import picocli.CommandLine;

/** The commands beside {@code serve}, and a server that takes what they make. */
class CommandLineIT {

    private record Run(int exit, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void aTokenMadeWithTheGeneratedSecretOpensTheServer() {
        try (RoomcastServer server = RoomcastServer.builder()
                .port(0)
                .setting("roomcast.data.dir", folder.toString())
                .setting("roomcast.jdbc.url", "none")
                .build()) {
            server.start();
            Run made = run(
                    "token",
                    "--user",
                    "ada",
                    "--name",
                    "Ada L",
                    "--role",
                    "publisher,tester",
                    "--role",
                    "x",
                    "--join",
                    "private.team.*",
                    "--publish",
                    "private.team.a",
                    "--ttl",
                    "90s",
                    "--data",
                    folder.toString());
            assertThat(made.exit()).isZero();
            assertThat(made.err()).isEmpty();
            assertThat(made.out()).matches("\\S+\\R");
            try (TestClient ada = TestClient.open(
                    URI.create("ws://127.0.0.1:" + server.port() + "/ws/chat"),
                    "roomcast.v1.json",
                    "bearer." + made.out().strip())) {
                JsonObject welcome = ada.next("welcome");
                assertThat(welcome.getJsonObject("user").getString("name")).isEqualTo("Ada L");
                assertThat(welcome.getJsonArray("roles").toString()).contains("publisher", "tester", "\"x\"");
                assertThat(welcome.getInt("token_ttl")).isBetween(1, 90);
                assertThat(ada.join("private.team.a").getString("type")).isEqualTo("ack");
                assertThat(ada.join("private.team.b").getString("type")).isEqualTo("ack");
                assertThat(ada.request("{'type':'publish','room':'private.team.a','data':1}")
                                .getString("type"))
                        .isEqualTo("ack");
                assertThat(ada.request("{'type':'publish','room':'private.team.b','data':1}")
                                .getString("code"))
                        .isEqualTo("forbidden");
                assertThat(ada.join("private.other").getString("code")).isEqualTo("forbidden");
            }
        }
    }

    @Test
    void aTokenSaysWhatTheConfiguredServerAsksFor() throws IOException {
        Path file = Files.writeString(
                folder.resolve("roomcast.properties"),
                "roomcast.auth.secret = 0123456789abcdef0123456789abcdef\n"
                        + "roomcast.auth.issuer = https://id.example\nroomcast.auth.audience = chat\n");
        Run made = run("token", "--user", "ada", "--config", file.toString());
        try (RoomcastServer server = RoomcastServer.builder()
                .port(0)
                .settingsFromSurroundings(file)
                .setting("roomcast.jdbc.url", "none")
                .build()) {
            server.start();
            assertThat(new RestClient(server.uri())
                            .get(
                                    "/api/users/ada/notifications",
                                    "Authorization",
                                    "Bearer " + made.out().strip())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatCannotMakeATokenSaysWhy() throws IOException {
        assertRefused(1, "no secret", "token", "--user", "ada", "--data", folder.toString());
        Path file = Files.writeString(folder.resolve("public.properties"), "roomcast.auth.algorithm = RS256\n");
        assertRefused(1, "whoever has the private key", "token", "--user", "ada", "--config", file.toString());
        Files.writeString(folder.resolve("auth.secret"), "0123456789abcdef0123456789abcdef\n");
        assertRefused(2, "--user", "token");
        assertRefused(2, "such as 8h", "token", "--user", "ada", "--ttl", "soon");
        assertRefused(2, "at most 3650d", "token", "--user", "ada", "--ttl", "9999d");
        assertRefused(1, "user id", "token", "--user", "anon-c-1", "--data", folder.toString());
        assertRefused(1, "4096", "token", "--user", "ada", "--join", "x".repeat(4000), "--data", folder.toString());
    }

    @Test
    void aKeyAndItsLineOpenRest() {
        Run made = run("key", "ci");
        assertThat(made.exit()).isZero();
        Matcher lines = Pattern.compile("(?s).*^  (rc_\\S+)$.*^  (ci:sha256:[0-9a-f]{64})$.*", Pattern.MULTILINE)
                .matcher(made.out());
        assertThat(lines.matches()).isTrue();
        try (RoomcastServer server = RoomcastServer.builder()
                .port(0)
                .setting("roomcast.auth.secret", "0123456789abcdef0123456789abcdef")
                .setting("roomcast.jdbc.url", "none")
                .setting("roomcast.auth.api-keys", lines.group(2))
                .build()) {
            server.start();
            assertThat(new RestClient(server.uri())
                            .get("/api/stats", "X-API-Key", lines.group(1))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertRefused(2, "name", "key", "a b");
        assertRefused(2, "NAME", "key");
    }

    private static void assertRefused(int exit, String why, String... args) {
        Run run = run(args);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("roomcast: ").contains(why).matches("[^\\n]*\\R");
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Run(line.execute(args), out.toString(), err.toString());
    }
}
