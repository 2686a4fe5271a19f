package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class HandshakeLimitsIT {

    private static final String PROXIED = "Sec-WebSocket-Version: 13\r\n" + RawClient.KEY;

    @Test
    void handshakesOfOneAddressBeyondTheRateAreRefusedBeforeTheUpgrade() throws IOException {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.limits.handshakes-per-address", "1")
                        .setting("roomcast.http.trusted-proxies", "127.0.0.1"));
                TestClient bystander = server.connect("/ws/chat/lobby")) {
            String flooder = PROXIED + "X-Forwarded-For: 192.0.2.7\r\n";
            int refused = 0;
            for (int i = 0; i < 30; i++) {
                try (RawClient client = RawClient.knock(server.ws("/ws/chat"), RawClient.BUFFER, flooder)) {
                    refused += client.status() == 429 ? 1 : 0;
                    if (client.status() == 429) {
                        assertThat(client.head()).containsPattern("Retry-After: [12]\r");
                        assertThat(client.head()).containsIgnoringCase("application/problem+json");
                    }
                }
            }
            assertThat(refused).isBetween(1, 20);
            try (RawClient other =
                    RawClient.open(server.ws("/ws/chat"), RawClient.BUFFER, "X-Forwarded-For: 192.0.2.8\r\n")) {
                assertThat(other.status()).isEqualTo(101);
            }
            assertThat(bystander.drain())
                    .noneMatch(frame -> frame.getString("type").equals("error"));
            assertThat(metrics(server)).contains("limit=\"handshakes_per_address\"} " + refused + ".0");
        }
    }

    @Test
    void handshakesOfAllBeyondTheRateAreRefusedWith503() throws IOException {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.limits.handshakes-per-second", "1"))) {
            int refused = 0;
            for (int i = 0; i < 30; i++) {
                try (RawClient client = RawClient.knock(server.ws("/ws/chat"), RawClient.BUFFER, PROXIED)) {
                    refused += client.status() == 503 ? 1 : 0;
                }
            }
            assertThat(refused).isBetween(1, 20);
            assertThat(metrics(server)).contains("limit=\"handshakes\"} " + refused + ".0");
        }
    }

    @Test
    void aMissingOriginIsWhatTheSettingSays() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.auth.origin-missing", "token"))) {
            URI address = server.ws("/ws/chat");
            assertThat(TestClient.refused(TestClient.builder(), address).statusCode())
                    .isEqualTo(403);
            server.connectAs("ada", "/ws/chat").close();
            TestClient.open(server.ws("/ws/chat?token=" + TestServer.token("ada")))
                    .close();
            TestClient.open(TestClient.builder().header("Origin", "http://127.0.0.1:" + server.port()), address)
                    .close();
        }
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.auth.origin-missing", "refuse"))) {
            HttpResponse<?> answer = TestClient.refused(
                    TestClient.builder().header("Authorization", "Bearer " + TestServer.token("ada")),
                    server.ws("/ws/chat"));
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void behindATrustedProxyTheBrowsersHostIsTheOwnOne() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.http.trusted-proxies", "127.0.0.0/8"))) {
            TestClient.open(
                            TestClient.builder()
                                    .header("Origin", "https://chat.example")
                                    .header("X-Forwarded-Host", "chat.example")
                                    .header("X-Forwarded-Proto", "https"),
                            server.ws("/ws/chat"))
                    .close();
            assertThat(TestClient.refused(
                                    TestClient.builder()
                                            .header("Origin", "https://evil.example")
                                            .header("X-Forwarded-Host", "chat.example"),
                                    server.ws("/ws/chat"))
                            .statusCode())
                    .isEqualTo(403);
        }
        try (TestServer server = TestServer.start()) {
            assertThat(TestClient.refused(
                                    TestClient.builder()
                                            .header("Origin", "https://evil.example")
                                            .header("X-Forwarded-Host", "evil.example"),
                                    server.ws("/ws/chat"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whoNeedsATokenMayBringItInAuthenticateForAWhile() {
        try (TestServer server = TestServer.start(
                b -> b.setting("roomcast.auth.anonymous", "false").setting("roomcast.auth.timeout", "60s"))) {
            TestClient late = TestClient.open(server.ws("/ws/chat/lobby"));
            try (TestClient member = server.connectAs("bob", "/ws/chat/lobby")) {
                member.request("{'type':'publish','room':'lobby','data':'for members'}");
                assertThat(server.registry().connectionCount()).isEqualTo(1);
                late.send("{'type':'authenticate','id':7,'token':'" + TestServer.token("ada") + "'}");
                assertThat(late.next("welcome").getJsonObject("user").getString("id"))
                        .isEqualTo("ada");
                assertThat(late.next("ack").getString("action")).isEqualTo("authenticate");
                assertThat(late.next("ack").getString("action")).isEqualTo("join");
                assertThat(member.next("joined").getJsonObject("user").getString("id"))
                        .isEqualTo("ada");
                assertThat(late.drain()).isEmpty();
            }
            for (String frame : List.of(
                    "{'type':'join','room':'lobby'}", "{'type':'ping'}", "{", "{'type':'authenticate','token':'x'}")) {
                TestClient other = TestClient.open(server.ws("/ws/chat"));
                other.send(frame);
                assertThat(other.next("error").getString("code")).as(frame).isEqualTo("unauthenticated");
                assertThat(other.awaitClose()).as(frame).isEqualTo(4001);
            }
            TestClient numbered = TestClient.open(server.ws("/ws/chat"));
            numbered.send("{'type':'authenticate','id':8,'token':'x'}");
            assertThat(numbered.next("error").getInt("id")).isEqualTo(8);
            TestClient user = TestClient.open(server.ws("/ws/dashboard"));
            user.send("{'type':'authenticate','token':'" + TestServer.token("ada") + "'}");
            assertThat(user.awaitClose()).isEqualTo(4003);
            TestClient binary = TestClient.open(server.ws("/ws/notifications"));
            binary.sendBinary((byte) 1);
            assertThat(binary.awaitClose()).isEqualTo(4001);
        }
    }

    @Test
    void whoDoesNotAuthenticateInTimeIsClosed() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.auth.timeout", "1s"))) {
            assertThat(TestClient.open(server.ws("/ws/notifications")).awaitClose())
                    .isEqualTo(4001);
            assertThat(metrics(server)).contains("limit=\"authentication_time\"} 1");
        }
    }

    private static String metrics(TestServer server) {
        return server.get("/metrics", "X-API-Key", TestServer.API_KEY).body();
    }
}
