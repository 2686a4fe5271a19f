package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Whatever one client sends, it is answered as specified, and a bystander notices nothing. */
class BadInputIT {

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("not json", "bad_frame"),
            Map.entry("", "bad_frame"),
            Map.entry("[]", "bad_frame"),
            Map.entry("null", "bad_frame"),
            Map.entry("{}", "bad_frame"),
            Map.entry("{\"type\":\"ping\"} {\"type\":\"ping\"}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"type\":\"ping\"}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"x\":\"\\ud800\"}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"x\":\"\\u0000\"}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"x\":9223372036854775808}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"x\":1e1000000000}", "bad_frame"),
            Map.entry("{\"type\":\"ping\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", "bad_frame"),
            Map.entry("{\"type\":\"join\",\"room\":5}", "bad_frame"),
            Map.entry("{\"type\":\"join\",\"room\":\"a b\"}", "bad_room"),
            Map.entry("{\"type\":\"join\",\"room\":\"" + "r".repeat(165) + "\"}", "bad_room"),
            Map.entry("{\"type\":\"publish\",\"room\":\"bystander\"}", "bad_frame"),
            Map.entry("{\"type\":\"publish\",\"room\":\"bystander\",\"data\":1,\"echo\":\"no\"}", "bad_frame"),
            Map.entry(
                    "{\"type\":\"publish\",\"room\":\"bystander\",\"data\":1,\"event\":\"" + "e".repeat(60_000) + "\"}",
                    "too_large"),
            Map.entry("{\"type\":\"send\",\"to\":\"bob\",\"data\":1}", "bad_frame"),
            Map.entry("{\"type\":\"what\"}", "unknown_type"));

    private static TestServer server;
    private TestClient bystander;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void joinBystander() {
        bystander = server.connectAs("bystander", "/ws/chat");
        bystander.join("bystander");
    }

    @AfterEach
    void bystanderNoticedNothing() {
        assertThat(bystander.drain()).isEmpty();
        assertThat(bystander.isClosed()).isFalse();
        bystander.close();
    }

    @Test
    void eachBadFrameCostsItsSenderAnErrorAndNothingElse() {
        REFUSED.forEach((frame, code) -> {
            try (TestClient client = server.connect("/ws/chat")) {
                client.sendRaw(frame);
                assertThat(client.next("error").getString("code"))
                        .as(frame.substring(0, Math.min(80, frame.length())))
                        .isEqualTo(code);
                assertThat(client.drain()).isEmpty();
            }
        });
    }

    @Test
    void theErrorCarriesTheIdOfItsFrame() {
        try (TestClient client = server.connect("/ws/chat")) {
            assertThat(client.request("{'type':'join','room':[]}").getString("message"))
                    .contains("\"room\"");
            client.send("{'type':'join','id':1.5,'room':'x'}");
            assertThat(client.next("error").containsKey("id")).isFalse();
        }
    }

    @Test
    void tenBadFramesWithinAMinuteEndTheConnection() {
        TestClient client = server.connect("/ws/chat");
        for (int i = 0; i < 10; i++) {
            client.sendRaw("{");
        }
        assertThat(client.awaitClose()).isEqualTo(4005);
    }

    @Test
    void aBinaryFrameIsABadFrameAndAFloodOfThemCloses() {
        TestClient client = server.connect("/ws/chat");
        client.sendBinary((byte) 1, (byte) 2);
        assertThat(client.next("error").getString("code")).isEqualTo("bad_frame");
        for (int i = 0; i < 9; i++) {
            client.sendBinary((byte) i);
        }
        assertThat(client.awaitClose()).isEqualTo(1003);
    }

    @Test
    void tooManyFramesAreDroppedWithATrueRetryAfterAndThenCloseTheConnection() {
        try (TestServer strict = TestServer.start(b ->
                b.setting("roomcast.limits.frames-per-minute", "600").setting("roomcast.limits.frames-burst", "3"))) {
            TestClient client = strict.connect("/ws/chat");
            for (int i = 0; i < 4; i++) {
                client.send("{'type':'ping','id':" + i + "}");
            }
            for (int i = 0; i < 3; i++) {
                client.next("pong");
            }
            var error = client.next("error");
            assertThat(error.getString("code")).isEqualTo("rate_limited");
            assertThat(error.getBoolean("temporary")).isTrue();
            assertThat(error.getJsonNumber("retry_after").doubleValue()).isBetween(0.001, 0.2);
            for (int i = 0; i < 60; i++) {
                client.sendUnlessClosed("{'type':'ping'}");
            }
            assertThat(client.awaitClose()).isEqualTo(4101);
        }
    }

    @Test
    void aMessageLargerThanAllowedClosesWith1009() throws IOException {
        for (int size : List.of(65_537, 5 * 1024 * 1024)) {
            try (RawClient client = RawClient.open(server.port(), "/ws/chat")) {
                client.read();
                client.frame(0x81, new byte[size]);
                assertThat(client.readCloseCode()).as("%d bytes", size).isEqualTo(1009);
            }
        }
        eventually(() -> assertThat(server.registry().connectionCount()).isEqualTo(1));
    }

    @Test
    void aMessageOfExactlyTheAllowedSizeIsTaken() {
        try (TestClient client = server.connect("/ws/chat")) {
            String head = "{\"type\":\"ping\",\"id\":1,\"x\":\"";
            client.sendRaw(head + "ü".repeat((65_536 - head.length() - 2) / 2) + "\"}");
            client.next("pong");
        }
    }

    @Test
    void aMessageInEndlessPartsIsBoundedToo() throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/ws/chat")) {
            client.read();
            client.frame(0x01, "{\"x\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] part = "x".repeat(8_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 9; i++) {
                client.frame(0x00, part);
            }
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
        try (RawClient client = RawClient.open(server.port(), "/ws/chat")) {
            client.read();
            client.frame(0x01, new byte[0]);
            for (int i = 0; i < 300; i++) {
                client.frame(0x00, new byte[0]);
            }
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void partsOfAMessageAreAFrame() {
        try (TestClient client = server.connect("/ws/chat")) {
            client.sendPart("{\"type\":\"pi", false);
            client.sendPart("ng\",\"id\":\"in ", false);
            client.sendPart("parts\"}", true);
            assertThat(client.next("pong").getString("id")).isEqualTo("in parts");
        }
    }

    @Test
    void brokenUtf8AndUnmaskedFramesAreProtocolErrors() throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/ws/chat")) {
            client.read();
            client.frame(0x81, new byte[] {(byte) 0xC3, (byte) 0x28});
            assertThat(client.readCloseCode()).isEqualTo(1007);
        }
        try (RawClient client = RawClient.open(server.port(), "/ws/chat")) {
            client.read();
            client.unmaskedFrame(0x81, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(client.readCloseCode()).isEqualTo(1002);
        }
    }

    @Test
    void aPeerThatVanishesIsForgotten() {
        TestClient client = server.connect("/ws/chat/vanish");
        client.next("ack");
        client.cut();
        eventually(() -> assertThat(server.registry().rooms()).hasSize(1));
    }
}
