package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.StreamClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Rooms as Server-Sent Events, read by a plain HTTP client. */
class EventStreamIT {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder ->
                builder.setting("roomcast.heartbeat.interval", "1s").setting("roomcast.limits.outbox-bytes", "262144"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StreamClient open(String path, String... headers) {
        return StreamClient.open(server.http(path), headers);
    }

    @Test
    void aStreamBeginsWithThePositionAndGoesOnWithEvents() {
        try (StreamClient stream = open("/api/rooms/live/events")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("content-type")).startsWith("text/event-stream");
            List<String> ack = stream.event();
            assertThat(ack.get(0)).matches("id: [^:]+:0");
            assertThat(ack.get(1)).startsWith("data: {\"type\":\"ack\"").contains("\"action\":\"join\"");
            server.push("/api/rooms/live/messages", "{\"data\":{\"text\":\"Grüße\"}}");
            List<String> event = stream.event();
            assertThat(event.get(0)).matches("id: [^:]+:1");
            assertThat(event.get(1)).contains("\"data\":{\"text\":\"Grüße\"}").contains("\"offset\":1");
        }
    }

    @Test
    void aReaderResumesWithTheLastEventId() {
        String id;
        try (StreamClient stream = open("/api/rooms/resumed/events")) {
            id = stream.event().get(0).substring("id: ".length());
        }
        server.push("/api/rooms/resumed/messages", "{\"data\":1}");
        server.push("/api/rooms/resumed/messages", "{\"data\":2}");
        try (StreamClient stream = open("/api/rooms/resumed/events", "Last-Event-ID", id)) {
            assertThat(stream.event()).singleElement().asString().contains("\"recovered\":true");
            assertThat(stream.event().get(0)).endsWith(":1");
            assertThat(stream.event().get(0)).endsWith(":2");
        }
        try (StreamClient stream = open("/api/rooms/resumed/events", "Last-Event-ID", "other:1")) {
            assertThat(stream.event().get(1)).contains("\"recovered\":false");
        }
    }

    @Test
    void commentsKeepAQuietStreamOpen() {
        try (StreamClient stream = open("/api/rooms/quiet/events")) {
            stream.event();
            assertThat(stream.block()).containsExactly(": ping");
        }
    }

    @Test
    void whoMayNotEnterGetsAProblem() {
        assertThat(server.get("/api/rooms/private.x/events").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/rooms/no room/events".replace(" ", "%20")).statusCode())
                .isEqualTo(422);
        HttpResponse<String> bad = server.get("/api/rooms/live/events", "Last-Event-ID", "nonsense");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(server.get("/api/rooms/live/events", "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aReaderThatGoesLeavesTheRoom() {
        try (StreamClient stream = open("/api/rooms/left/events")) {
            stream.event();
            assertThat(server.get("/api/rooms/left/info").body()).contains("\"connections\":1");
        }
        eventually(() -> assertThat(server.get("/api/rooms/left/info").body()).contains("\"connections\":0"));
    }

    @Test
    void aReaderIsAUserLikeAnyOther() {
        try (TestClient member = server.connect("/ws/chat")) {
            member.join("counted");
            String bearer = "Bearer " + TestServer.token("ada");
            try (StreamClient stream = open("/api/rooms/counted/events", "Authorization", bearer)) {
                assertThat(stream.frame("ack").getInt("members")).isEqualTo(2);
                assertThat(member.next("joined").getJsonObject("user").getString("id"))
                        .isEqualTo("ada");
                assertThat(server.get("/api/users").body()).contains("\"ada\"");
                try (TestClient eve = server.connectAs("eve", "/ws/chat")) {
                    eve.join("counted");
                    assertThat(stream.frame("joined").getJsonObject("user").getString("id"))
                            .isEqualTo("eve");
                }
                assertThat(stream.frame("left").getJsonObject("user").getString("id"))
                        .isEqualTo("eve");
            }
        }
    }

    @Test
    void aReaderIsToldWhyItsStreamEnds() {
        String bearer = "Bearer " + TestServer.token("mallory");
        try (StreamClient stream = open("/api/rooms/ended/events", "Authorization", bearer)) {
            stream.frame("ack");
            String admin = "Bearer " + TestServer.token("root", "admin");
            assertThat(server.send("DELETE", "/api/users/mallory/connections", null, "Authorization", admin)
                            .statusCode())
                    .isEqualTo(204);
            List<String> last = stream.event();
            assertThat(last).contains("event: close");
            assertThat(StreamClient.frameOf(last).getInt("code")).isEqualTo(4004);
            assertThat(stream.event()).as("nothing more").isEmpty();
        }
    }

    @Test
    void aFullServerAnswers503() {
        try (TestServer small = TestServer.start(builder -> builder.setting("roomcast.limits.connections", "1"));
                TestClient only = small.connect("/ws/chat")) {
            assertThat(only.isClosed()).isFalse();
            assertThat(small.get("/api/rooms/any/events").statusCode()).isEqualTo(503);
        }
    }
}
