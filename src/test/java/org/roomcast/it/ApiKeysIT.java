package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.auth.NewApiKey;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** API keys that come and go while the server runs. */
class ApiKeysIT {

    @TempDir
    static Path folder;

    @Test
    @Timeout(120)
    void keysAreGivenAndRevokedWhileTheServerRuns() throws IOException, InterruptedException {
        NewApiKey ci = NewApiKey.named("ci");
        NewApiKey partner = NewApiKey.named("partner");
        NewApiKey former = NewApiKey.named("former");
        Path file = Files.writeString(
                folder.resolve("keys"),
                ci.line() + "\n" + former.line() + " expires="
                        + LocalDate.now(ZoneOffset.UTC).minusDays(2) + "\n");
        try (TestServer server =
                TestServer.start(builder -> builder.setting("roomcast.auth.api-keys-file", file.toString()))) {
            assertThat(push(server, ci.key())).isEqualTo(202);
            assertThat(push(server, TestServer.API_KEY)).isEqualTo(202);
            assertThat(push(server, partner.key())).isEqualTo(401);
            assertThat(push(server, former.key())).as("its end has passed").isEqualTo(401);
            HttpResponse<InputStream> stream = stream(server, ci.key());
            assertThat(stream.statusCode()).isEqualTo(200);

            Files.writeString(file, partner.line() + "\nwhat is this?\n");
            eventually(() -> assertThat(push(server, partner.key())).isEqualTo(202));
            assertThat(push(server, ci.key())).isEqualTo(401);
            assertThat(push(server, TestServer.API_KEY)).isEqualTo(202);
            stream.body().readAllBytes();

            String metrics = server.get("/metrics", "X-API-Key", partner.key()).body();
            assertThat(metrics)
                    .contains("roomcast_api_key_uses_total{key=\"ci\"}", "roomcast_api_key_uses_total{key=\"partner\"}")
                    .contains("roomcast_api_key_last_used_seconds{key=\"ci\"}")
                    .contains("roomcast_api_keys_refused_total")
                    .doesNotContain(ci.key(), partner.key(), TestServer.API_KEY);
        }
    }

    @Test
    void aKeyMayDoWhatIsWrittenAndNothingElse() {
        try (TestServer server = TestServer.start();
                TestClient victim = server.connectAs("victim", "/ws/chat")) {
            String[] key = {"X-API-Key", TestServer.API_KEY};
            for (String open : List.of("/api/stats", "/metrics", "/api/rooms/presence.a/info", "/api/users")) {
                assertThat(server.get(open, key).statusCode()).as(open).isEqualTo(200);
            }
            for (String closed : List.of(
                    "/api/connections",
                    "/api/users/victim/notifications",
                    "/api/rooms/private.a/info",
                    "/api/rooms/private.user.victim/messages",
                    "/api/rooms/system.dashboard/messages")) {
                assertThat(server.get(closed, key).statusCode()).as(closed).isEqualTo(403);
            }
            assertThat(server.send("DELETE", "/api/users/victim/connections", null, key)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.send("DELETE", "/api/connections/" + victim.connectionId(), null, key)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(victim.drain()).isEmpty();
            assertThat(server.get("/api/stats", "Authorization", "Bearer " + TestServer.API_KEY)
                            .statusCode())
                    .as("a key is no token")
                    .isEqualTo(401);
        }
    }

    private static int push(TestServer server, String key) {
        return server.send(
                        "POST",
                        "/api/rooms/lobby/messages",
                        "{\"data\":1}",
                        "X-API-Key",
                        key,
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private static HttpResponse<InputStream> stream(TestServer server, String key)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.http("/api/rooms/lobby/events"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("X-API-Key", key)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }
}
