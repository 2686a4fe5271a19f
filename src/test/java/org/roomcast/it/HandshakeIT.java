package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.model.ConnectionId;
import org.roomcast.registry.Connection;
import org.roomcast.registry.ReadyState;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class HandshakeIT {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(b -> b.setting("roomcast.auth.origins", "https://app.example"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTokenTravelsByQueryHeaderOrSubprotocol() {
        String token = TestServer.token("alice");
        WebSocket.Builder withHeader = TestClient.builder().header("Authorization", "Bearer " + token);
        for (TestClient client : List.of(
                TestClient.open(server.ws("/ws/chat?token=" + token)),
                TestClient.open(withHeader, server.ws("/ws/chat")),
                TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + token),
                TestClient.open(server.ws("/ws/chat"), "bearer." + token))) {
            assertThat(client.next("welcome").getJsonObject("user").getString("id"))
                    .isEqualTo("alice");
            assertThat(client.subprotocol()).doesNotContain(token);
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImV4cCI6OTk5OTk5OTk5OX0."})
    void aTokenThatIsNotValidIsRefusedInWords(String token) {
        TestClient client = TestClient.open(server.ws("/ws/chat?token=" + token));
        assertThat(client.next("error").getString("code")).isEqualTo("unauthenticated");
        assertThat(client.awaitClose()).isEqualTo(4001);
    }

    @Test
    void anExpiredTokenAsksForANewOne() {
        String token = new TokenMint(
                        Secret.of(TestServer.SECRET), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)))
                .mint("alice", "Alice", List.of(), Duration.ofHours(1));
        TestClient client = TestClient.open(server.ws("/ws/chat?token=" + token));
        assertThat(client.next("error").getString("code")).isEqualTo("token_expired");
        assertThat(client.awaitClose()).isEqualTo(4203);
    }

    @Test
    void aTokenThatEndsWhileConnectedIsAnnouncedAndThenEndsTheConnection() {
        String token = new TokenMint(Secret.of(TestServer.SECRET), Clock.systemUTC())
                .mint("brief", "Brief", List.of(), Duration.ofSeconds(2));
        TestClient client = TestClient.open(server.ws("/ws/chat?token=" + token));
        client.next("welcome");
        assertThat(client.next("error").getString("code")).isEqualTo("token_expired");
        assertThat(client.awaitClose()).isEqualTo(4203);
    }

    @Test
    void onlyTheOwnOriginAndTheListedOnesConnect() {
        URI address = server.ws("/ws/chat");
        for (String good : List.of("http://127.0.0.1:" + server.port(), "https://app.example")) {
            try (TestClient client = TestClient.open(TestClient.builder().header("Origin", good), address)) {
                client.next("welcome");
            }
        }
        for (String bad : List.of(
                "http://127.0.0.1:1",
                "https://evil.example",
                "https://app.example.evil.example",
                "http://app.example",
                "null",
                "file://")) {
            HttpResponse<?> answer = TestClient.refused(TestClient.builder().header("Origin", bad), address);
            assertThat(answer.statusCode()).as(bad).isEqualTo(403);
        }
    }

    @Test
    void aPlainGetIsToldToUpgrade() {
        for (String path : List.of("/ws/chat", "/ws/chat/lobby", "/ws/notifications", "/ws/dashboard")) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"error\":\"This endpoint requires WebSocket upgrade\"");
        }
    }

    /** As a proxy sends it that was told to pass on Upgrade alone. */
    @Test
    void aHandshakeWithoutConnectionUpgradeIsToldSo() throws IOException {
        for (String connection : List.of("", "Connection: keep-alive\r\n")) {
            String lines = "Upgrade: websocket\r\n" + connection + "Sec-WebSocket-Version: 13\r\n" + RawClient.KEY;
            try (RawClient client = RawClient.ask("GET", server.ws("/ws/chat"), lines)) {
                assertThat(client.status()).as(connection).isEqualTo(400);
                assertThat(client.head()).contains("application/problem+json");
            }
        }
        try (RawClient client = RawClient.ask(
                "GET",
                server.ws("/ws/chat"),
                "Upgrade: websocket\r\nConnection: keep-alive, upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + RawClient.KEY)) {
            assertThat(client.status()).isEqualTo(101);
        }
    }

    @Test
    void onlyAGetUpgrades() throws IOException {
        String lines = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + RawClient.KEY;
        try (RawClient client = RawClient.ask("POST", server.ws("/ws/chat"), lines)) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @Test
    void aQueryMayHaveWhatBrowsersLeaveAsItIsButNoBrokenEscape() throws IOException {
        String lines = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + RawClient.KEY;
        try (RawClient client =
                RawClient.ask("GET", server.ws("/ws/chat"), "/ws/chat?user=a|{b}^`<\"c\">\\&batch=true", lines)) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.read().text()).contains("\"name\":\"a|{b}^`<\\\"c\\\">\\\\\"");
        }
        for (String broken : List.of("%", "%4", "%zz", "a%2")) {
            try (RawClient client = RawClient.ask("GET", server.ws("/ws/chat"), "/ws/chat?user=" + broken, lines)) {
                assertThat(client.status()).as(broken).isEqualTo(400);
            }
        }
    }

    @Test
    void anUnknownSubprotocolIsNotSelectedAndJsonIsSpoken() {
        try (TestClient client = TestClient.open(server.ws("/ws/chat"), "somebody.elses.v9")) {
            assertThat(client.subprotocol()).isEmpty();
            assertThat(client.next("welcome").getString("type")).isEqualTo("welcome");
        }
    }

    @Test
    void aRoomInThePathThatIsNoRoomIsAnError() {
        try (TestClient client = server.connect("/ws/chat/no%20room")) {
            assertThat(client.next("error").getString("code")).isEqualTo("bad_room");
            assertThat(client.join("a-room").getString("type")).isEqualTo("ack");
        }
    }

    @Test
    void theRegistryKnowsHowAConnectionCameInButNoSecrets() {
        String token = TestServer.token("alice");
        try (TestClient client = TestClient.open(
                TestClient.builder()
                        .header("Cookie", "session=secret")
                        .header("X-Custom", "kept")
                        .header("X-Roomcast-Peer", "6.6.6.6"),
                server.ws("/ws/chat?token=" + token + "&user=%C3%A4&theme=dark"))) {
            JsonObject welcome = client.next("welcome");
            Connection connection = server.registry()
                    .connection(new ConnectionId(welcome.getString("connection_id")))
                    .orElseThrow();
            assertThat(connection.handshake().address()).isEqualTo("127.0.0.1");
            assertThat(connection.handshake().path()).isEqualTo("/ws/chat");
            assertThat(connection.handshake().headers())
                    .containsEntry("x-custom", List.of("kept"))
                    .doesNotContainKeys("cookie", "authorization", "x-roomcast-peer");
            assertThat(connection.handshake().query())
                    .containsEntry("theme", List.of("dark"))
                    .containsEntry("user", List.of("ä"))
                    .doesNotContainKey("token");
            assertThat(connection.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    @Test
    void connectionsAreLimitedInAllByUserAndByAddress() {
        try (TestServer small = TestServer.start(b -> b.setting("roomcast.limits.connections-per-user", "2")
                        .setting("roomcast.limits.connections", "3"));
                TestClient one = small.connectAs("alice", "/ws/chat");
                TestClient two = small.connectAs("alice", "/ws/chat")) {
            TestClient third = TestClient.open(small.ws("/ws/chat?token=" + TestServer.token("alice")));
            assertThat(third.awaitClose()).isEqualTo(4102);
            try (TestClient other = small.connectAs("bob", "/ws/chat")) {
                TestClient fourth = TestClient.open(small.ws("/ws/chat"));
                assertThat(fourth.awaitClose()).isEqualTo(4100);
                assertThat(one.drain()).isEmpty();
                assertThat(two.drain()).isEmpty();
            }
        }
        try (TestServer small = TestServer.start(b -> b.setting("roomcast.limits.connections-per-address", "1"));
                TestClient one = small.connect("/ws/chat")) {
            assertThat(TestClient.open(small.ws("/ws/chat")).awaitClose()).isEqualTo(4102);
            assertThat(one.drain()).isEmpty();
        }
    }

    @Test
    void anonymousConnectionsCanBeTurnedOff() {
        try (TestServer closed = TestServer.start(b -> b.setting("roomcast.auth.anonymous", "false"))) {
            assertThat(TestClient.open(closed.ws("/ws/chat?user=x")).awaitClose())
                    .isEqualTo(4001);
            assertThat(closed.get("/api/rooms").statusCode()).isEqualTo(401);
            closed.connectAs("alice", "/ws/chat").close();
        }
    }
}
