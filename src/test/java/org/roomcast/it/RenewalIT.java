package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.auth.TokenRequest;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Tokens that end, and are renewed, while their connection is open. */
class RenewalIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final TokenMint MINT = new TokenMint(Secret.of(TestServer.SECRET), Clock.systemUTC());

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRenewedConnectionOutlivesItsFirstTokenAndOneThatIsNotRenewedDoesNot() {
        TokenRequest brief = TokenRequest.of("brief", Duration.ofSeconds(4));
        TestClient renewed = open("/ws/chat", brief);
        TestClient forgotten = open("/ws/chat", brief);
        assertThat(renewed.next("error").getString("code")).isEqualTo("token_expired");
        assertThat(renew(renewed, TokenRequest.of("brief", HOUR)).getInt("token_ttl"))
                .isBetween(3500, 3600);
        assertThat(forgotten.awaitClose()).isEqualTo(4203);
        assertThat(renewed.drain()).isEmpty();
        assertThat(renewed.isClosed()).isFalse();
        renewed.close();
    }

    @Test
    void whoRenewsWithoutAGrantIsTakenOutOfItsRoomsAndToldSo() {
        TokenRequest granted = TokenRequest.of("grace", HOUR).withRooms(List.of("private.team.*"), null);
        try (TestClient grace = open("/ws/chat", granted);
                TestClient other = open("/ws/chat", granted.withRoles(List.of("admin")))) {
            for (String room :
                    List.of("lobby", "presence.all", "private.user.grace", "private.team.a", "private.team.b")) {
                assertThat(grace.join(room).getString("type")).isEqualTo("ack");
            }
            other.join("private.team.a");
            other.join("lobby");
            grace.drain();

            grace.send("{'type':'authenticate','id':'r','token':'"
                    + MINT.mint(granted.withRooms(List.of("private.team.b"), null)) + "'}");
            JsonObject error = grace.next("error");
            assertThat(error.getString("code")).isEqualTo("forbidden");
            assertThat(error.getString("room")).isEqualTo("private.team.a");
            assertThat(error).doesNotContainKey("id");
            assertThat(grace.next("ack").getString("id")).isEqualTo("r");

            other.request("{'type':'publish','room':'private.team.a','data':'secret'}");
            other.request("{'type':'publish','room':'lobby','data':'open'}");
            assertThat(grace.event("message").getString("data")).isEqualTo("open");
            assertThat(grace.drain()).isEmpty();
            assertThat(grace.join("private.team.a").getString("code")).isEqualTo("forbidden");
            assertThat(grace.request("{'type':'publish','room':'private.team.b','data':1}")
                            .getString("type"))
                    .isEqualTo("ack");
        }
    }

    @Test
    void aTokenThatIsNotTakenChangesNothing() {
        TokenMint late =
                new TokenMint(Secret.of(TestServer.SECRET), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
        try (TestClient client = open("/ws/chat", TokenRequest.of("steady", HOUR))) {
            assertThat(client.request("{'type':'authenticate','token':'" + late.mint(TokenRequest.of("steady", HOUR))
                                    + "'}")
                            .getString("code"))
                    .isEqualTo("token_expired");
            assertThat(renew(client, TokenRequest.of("Steady", HOUR)).getString("code"))
                    .as("upper and lower case are different users")
                    .isEqualTo("forbidden");
            client.join("private.user.steady");
            assertThat(client.request("{'type':'publish','room':'private.user.steady','data':1}")
                            .getString("type"))
                    .isEqualTo("ack");
        }
    }

    @Test
    void theNewTokensNameIsTheOneThatIsShown() {
        TokenRequest first = TokenRequest.of("ren", HOUR).withName("First");
        try (TestClient ren = open("/ws/chat", first);
                TestClient watcher = server.connectAs("watch", "/ws/chat")) {
            ren.join("names");
            watcher.join("names");
            renew(ren, first.withName("Second"));
            ren.request("{'type':'publish','room':'names','data':1}");
            assertThat(watcher.event("message").getJsonObject("from").getString("name"))
                    .isEqualTo("Second");
            JsonObject presence = watcher.request("{'type':'presence','room':'names'}");
            assertThat(presence.getJsonArray("users").toString())
                    .contains("Second")
                    .doesNotContain("First");
        }
    }

    @Test
    void aRoleThatTheNewTokenLacksIsGone() {
        TokenRequest admin = TokenRequest.of("mighty", HOUR).withRoles(List.of("admin"));
        try (TestClient client = open("/ws/chat", admin)) {
            assertThat(client.request("{'type':'broadcast','data':1}").getString("type"))
                    .isEqualTo("ack");
            renew(client, admin.withRoles(List.of()));
            assertThat(client.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("forbidden");
            assertThat(client.request("{'type':'disconnect','user':'mighty'}").getString("code"))
                    .isEqualTo("forbidden");
        }
        TestClient dashboard = open("/ws/dashboard", admin);
        dashboard.send("{'type':'authenticate','token':'" + MINT.mint(admin.withRoles(List.of())) + "'}");
        assertThat(dashboard.awaitClose()).isEqualTo(4003);
    }

    @Test
    @Timeout(120)
    void aStreamEndsWithItsToken() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.http("/api/rooms/lobby/events"))
                .header("Authorization", "Bearer " + MINT.mint(TokenRequest.of("sse", Duration.ofSeconds(4))))
                .build();
        HttpResponse<String> stream = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(stream.statusCode()).isEqualTo(200);
    }

    private static TestClient open(String path, TokenRequest request) {
        TestClient client = TestClient.open(server.ws(path), "roomcast.v1.json", "bearer." + MINT.mint(request));
        client.welcome = client.next("welcome");
        return client;
    }

    private static JsonObject renew(TestClient client, TokenRequest request) {
        return client.request("{'type':'authenticate','token':'" + MINT.mint(request) + "'}");
    }
}
