package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;

@DisplayName("Chat: errors")
class ErrorsServersIT extends ClientSuite {

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
            Map.entry("{\"type\":\"publish\",\"room\":\"lobby\"}", "bad_frame"),
            Map.entry("{\"type\":\"publish\",\"room\":\"never-joined\",\"data\":1}", "not_joined"),
            Map.entry("{\"type\":\"send\",\"to\":\"bob\",\"data\":1}", "bad_frame"),
            Map.entry("{\"type\":\"send\",\"to\":{\"connection\":\"nobody\"},\"data\":1}", "not_found"),
            Map.entry("{\"type\":\"join\",\"room\":\"private.x\"}", "unauthenticated"),
            Map.entry("{\"type\":\"mark_read\",\"notification\":\"all\"}", "unauthenticated"),
            Map.entry("{\"type\":\"broadcast\",\"data\":1}", "unauthenticated"),
            Map.entry("{\"type\":\"join\",\"room\":\"system.dashboard\"}", "forbidden"),
            Map.entry("{\"type\":\"what\"}", "unknown_type"));

    @Test
    @DisplayName("Each bad frame costs its sender an error, and nothing else")
    void eachBadFrameCostsItsSenderAnErrorAndNothingElse() {
        REFUSED.forEach((frame, code) -> {
            try (TestClient client = connect("/ws/chat")) {
                client.sendRaw(frame);
                JsonObject error = client.next("error");
                String what = frame.substring(0, Math.min(80, frame.length()));
                assertThat(error.getString("code")).as(what).isEqualTo(code);
                assertThat(error.getString("message")).as(what).isNotBlank();
                assertThat(error.getBoolean("temporary")).as(what).isFalse();
                assertThat(client.drain()).isEmpty();
            }
        });
    }

    @Test
    @DisplayName("An error carries the id of its frame, and without an id only errors are answered")
    void anErrorCarriesTheIdOfItsFrame() {
        try (TestClient client = connect("/ws/chat")) {
            client.send("{'type':'join','id':'j','room':[]}");
            assertThat(client.next("error").getString("id")).isEqualTo("j");
            client.send("{'type':'join','id':1.5,'room':'x'}");
            assertThat(client.next("error").containsKey("id")).isFalse();
            client.send("{'type':'join','room':'" + fresh("quiet") + "'}").send("{'type':'join','room':'no such!'}");
            assertThat(client.next("error").getString("code")).isEqualTo("bad_room");
            assertThat(client.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("too_large: names, keys, lists and batches over their limits")
    void whatIsOverItsLimitIsTooLarge() {
        String frames =
                IntStream.range(0, 101).mapToObj(i -> "{'type':'pong'}").collect(Collectors.joining(",", "[", "]"));
        String users = IntStream.range(0, 101).mapToObj(i -> "'u" + i + "'").collect(Collectors.joining(",", "[", "]"));
        try (TestClient client = connectAs(fresh("large"), "/ws/chat", "admin")) {
            for (String frame : List.of(
                    "{'type':'batch','frames':" + frames + "}",
                    "{'type':'send','to':{'users':" + users + "},'data':1}",
                    "{'type':'publish','room':'r','data':1,'event':'" + "e".repeat(129) + "'}",
                    "{'type':'publish','room':'r','data':1,'key':'" + "k".repeat(129) + "'}",
                    "{'type':'mark_read','notification':'" + "n".repeat(201) + "'}",
                    "{'type':'disconnect','user':'x','reason':'" + "r".repeat(201) + "'}")) {
                assertThat(client.request(frame).getString("code")).as(frame).isEqualTo("too_large");
            }
        }
    }

    @Test
    @DisplayName("room_full and too_many_rooms")
    void roomsAndConnectionsHaveTheirLimits() {
        String small = fresh("small.room");
        try (TestClient one = connect("/ws/chat/" + small);
                TestClient two = connect("/ws/chat/" + small);
                TestClient three = connect("/ws/chat/" + small)) {
            one.next("ack");
            two.next("ack");
            JsonObject full = three.next("error");
            assertThat(full.getString("code")).isEqualTo("room_full");
            assertThat(full.getBoolean("temporary")).isTrue();
            for (int i = 0; i < ServerSettings.ROOMS_PER_CONNECTION; i++) {
                assertThat(three.join(fresh("many")).getString("type")).isEqualTo("ack");
            }
            assertThat(three.join(fresh("many")).getString("code")).isEqualTo("too_many_rooms");
            one.request("{'type':'leave','room':'" + small + "'}");
            assertThat(three.request("{'type':'presence','room':'" + small + "'}")
                            .getString("type"))
                    .isEqualTo("presence");
        }
    }

    @Test
    @DisplayName("token_expired is announced, then closes with 4203, unless authenticate brings a newer token")
    void aTokenThatEndsIsAnnouncedAndRenewed() {
        String user = fresh("brief");
        // in whole seconds, so it is up to one shorter; both have to come in before its end
        Duration lifetime = Duration.ofSeconds(4);
        TestClient ends = TestClient.open(webSocket("/ws/chat"), "bearer." + token(fresh("ends"), lifetime));
        try (TestClient renewed = TestClient.open(webSocket("/ws/chat"), "bearer." + token(user, lifetime))) {
            assertThat(renewed.next("error").getString("code")).isEqualTo("token_expired");
            assertThat(ends.next("error").getString("code")).isEqualTo("token_expired");
            assertThat(renewed.request("{'type':'authenticate','token':'" + token(user) + "'}")
                            .getString("type"))
                    .isEqualTo("ack");
            assertThat(ends.awaitClose()).isEqualTo(4203);
            assertThat(renewed.request("{'type':'join','room':'private.user." + user + "'}")
                            .getString("type"))
                    .isEqualTo("ack");
        }
    }

    @Test
    @DisplayName("Ten bad frames within a minute close with 4005")
    void tenBadFramesWithinAMinuteEndTheConnection() {
        TestClient client = connect("/ws/chat");
        for (int i = 0; i < 10; i++) {
            client.sendUnlessClosed("{");
        }
        assertThat(client.awaitClose()).isEqualTo(4005);
    }

    @Test
    @DisplayName("A binary frame is a bad_frame; ten of them close with 1003")
    void aBinaryFrameIsABadFrameAndAFloodOfThemCloses() {
        TestClient client = connect("/ws/chat");
        client.sendBinary((byte) 1, (byte) 2);
        assertThat(client.next("error").getString("code")).isEqualTo("bad_frame");
        for (int i = 0; i < 9; i++) {
            client.sendBinary((byte) i);
        }
        assertThat(client.awaitClose()).isEqualTo(1003);
    }

    @Test
    @DisplayName("rate_limited tells when to come back; going on closes with 4101")
    void tooManyFramesAreDroppedAndThenCloseTheConnection() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.texts(Collections.nCopies(2 * ServerSettings.FRAMES_BURST, "{\"type\":\"pong\"}"));
            JsonObject error = json(client.next(0x81).text());
            assertThat(error.getString("code")).isEqualTo("rate_limited");
            assertThat(error.getBoolean("temporary")).isTrue();
            double secondsPerFrame = 60.0 / ServerSettings.FRAMES_PER_MINUTE;
            assertThat(error.getJsonNumber("retry_after").doubleValue()).isBetween(0.001, 2 * secondsPerFrame);
            assertThat(client.pongUntilClosed()).isEqualTo(4101);
        }
    }
}
