package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Section 4 of the protocol, from outside: positions, catching up, pages of history. */
class ResumeIT {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder -> builder.setting("roomcast.limits.frames-per-minute", "0")
                .setting("roomcast.limits.outbox-frames", "100")
                .setting("roomcast.rooms.short.match", "short.*")
                .setting("roomcast.rooms.short.history-size", "10")
                .setting("roomcast.rooms.none.match", "none.*")
                .setting("roomcast.rooms.none.history-size", "0"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyJoinTellsThePositionOfTheRoom() {
        try (TestClient client = server.connect("/ws/chat")) {
            JsonObject empty = client.join("positions");
            assertThat(empty.getInt("offset")).isZero();
            JsonObject ack = publish(client, "positions", 1);
            assertThat(ack.getInt("offset")).isEqualTo(1);
            assertThat(ack.getString("epoch")).isEqualTo(empty.getString("epoch"));
            JsonObject event = client.event("message");
            assertThat(event.getInt("offset")).isEqualTo(1);
            assertThat(event.getString("epoch")).isEqualTo(empty.getString("epoch"));
            assertThat(client.join("positions").getInt("offset")).isEqualTo(1);
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissedInOrderAndOnce() {
        String epoch;
        try (TestClient away = server.connect("/ws/chat")) {
            epoch = away.join("missed").getString("epoch");
        }
        try (TestClient writer = server.connect("/ws/chat");
                TestClient back = server.connect("/ws/chat")) {
            writer.join("missed");
            publish(writer, "missed", 1, 2, 3, 4, 5);
            JsonObject ack = back.request(resume("missed", epoch, 2));
            assertThat(ack.getBoolean("recovered")).isTrue();
            assertThat(ack.getInt("offset")).isEqualTo(5);
            publish(writer, "missed", 6);
            assertThat(offsets(back, 4)).containsExactly(3L, 4L, 5L, 6L);
        }
    }

    @Test
    void whatCannotBeRecoveredIsSaid() {
        try (TestClient client = server.connect("/ws/chat")) {
            String epoch = client.join("short.log").getString("epoch");
            publish(client, "short.log", IntStream.rangeClosed(1, 30).toArray());
            client.drain();
            assertThat(client.request(resume("short.log", epoch, 19)).getBoolean("recovered"))
                    .as("too old")
                    .isFalse();
            assertThat(client.request(resume("short.log", "another", 29)).getBoolean("recovered"))
                    .as("another epoch")
                    .isFalse();
            assertThat(client.request(resume("short.log", epoch, 31)).getBoolean("recovered"))
                    .as("beyond the end")
                    .isFalse();
            assertThat(client.drain()).as("never a part of it").isEmpty();
            assertThat(client.request(resume("short.log", epoch, 20)).getBoolean("recovered"))
                    .as("the oldest that is kept")
                    .isTrue();
            assertThat(offsets(client, 10))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(21, 30).boxed().toList());
        }
    }

    /** Their replays share one queue, and wait for room in it side by side. */
    @Test
    void longReplaysOfSeveralRoomsAtOnceAllComeToTheirEnd() {
        List<String> rooms = List.of("many.a", "many.b", "many.c", "many.d");
        try (TestClient writer = server.connect("/ws/chat");
                TestClient back = server.connect("/ws/chat")) {
            for (String room : rooms) {
                writer.join(room);
                publish(writer, room, IntStream.rangeClosed(1, 300).toArray());
            }
            String epoch = writer.join(rooms.get(0)).getString("epoch");
            rooms.forEach(room -> back.send(resume(room, epoch, 0)));
            Map<String, List<Long>> seen = new HashMap<>();
            for (int i = 0; i < 300 * rooms.size(); i++) {
                JsonObject event = back.event("message");
                seen.computeIfAbsent(event.getString("room"), room -> new ArrayList<>())
                        .add(event.getJsonNumber("offset").longValue());
            }
            assertThat(seen.values()).hasSize(rooms.size()).allSatisfy(offsets -> assertThat(offsets)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 300).boxed().toList()));
        }
    }

    @Test
    void aLongReplayDoesNotCutItsReader() {
        try (TestClient writer = server.connect("/ws/chat")) {
            String epoch = writer.join("long").getString("epoch");
            publish(writer, "long", IntStream.rangeClosed(1, 400).toArray());
            try (TestClient back = server.connect("/ws/chat?batch=true")) {
                assertThat(back.request(resume("long", epoch, 0)).getBoolean("recovered"))
                        .isTrue();
                publish(writer, "long", 401);
                assertThat(offsets(back, 401))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 401).boxed().toList());
            }
        }
    }

    @Test
    void roomsWithoutHistoryHaveNoPositions() {
        try (TestClient client = server.connect("/ws/chat")) {
            assertThat(client.join("none.a")).doesNotContainKeys("epoch", "offset");
            assertThat(publish(client, "none.a", 1)).doesNotContainKeys("epoch", "offset");
            assertThat(client.event("message")).doesNotContainKeys("epoch", "offset");
            assertThat(client.request(resume("none.a", "e", 0)).getBoolean("recovered"))
                    .isFalse();
        }
    }

    @Test
    void whatIsEphemeralIsNotKept() {
        try (TestClient client = server.connect("/ws/chat")) {
            client.join("fleeting");
            client.request("{'type':'publish','room':'fleeting','event':'typing','data':1,'ephemeral':true}");
            assertThat(client.event("typing")).doesNotContainKey("offset");
            assertThat(client.join("fleeting").getInt("offset")).isZero();
        }
    }

    @Test
    void aNewcomerMayAskForRecentEvents() {
        try (TestClient writer = server.connect("/ws/chat");
                TestClient newcomer = server.connect("/ws/chat")) {
            writer.join("recent");
            publish(writer, "recent", 1, 2, 3, 4);
            newcomer.request("{'type':'join','room':'recent','history':3}");
            JsonObject history = newcomer.next("history");
            assertThat(history).doesNotContainKey("id");
            assertThat(dataOf(history)).containsExactly(2, 3, 4);
            assertThat(history.getBoolean("complete")).isFalse();
        }
    }

    @Test
    void historyIsPagedBothWaysByFramesAndByRest() {
        try (TestClient client = server.connect("/ws/chat")) {
            client.join("pages");
            publish(client, "pages", 1, 2, 3, 4, 5, 6, 7);
            client.drain();
            JsonObject newest = client.request("{'type':'history','room':'pages','limit':3}");
            assertThat(newest.getString("type")).isEqualTo("history");
            assertThat(dataOf(newest)).containsExactly(5, 6, 7);
            assertThat(newest.getBoolean("complete")).isFalse();
            JsonObject older = client.request("{'type':'history','room':'pages','before':5}");
            assertThat(dataOf(older)).containsExactly(1, 2, 3, 4);
            assertThat(older.getBoolean("complete")).isTrue();
            JsonObject newer = client.request("{'type':'history','room':'pages','since':2,'limit':3}");
            assertThat(dataOf(newer)).containsExactly(3, 4, 5);
            assertThat(newer.getBoolean("complete")).isFalse();

            JsonObject page = get("/api/rooms/pages/messages?since=5");
            assertThat(page.keySet()).containsExactlyInAnyOrder("room", "epoch", "events", "complete");
            assertThat(dataOf(page)).containsExactly(6, 7);
            assertThat(page.getBoolean("complete")).isTrue();
            assertThat(dataOf(get("/api/rooms/pages/messages?before=3&limit=1")))
                    .containsExactly(2);
            assertThat(get("/api/rooms/pages/info").getJsonArray("messages")).hasSize(7);
            assertThat(server.get("/api/rooms/pages/messages?limit=501").statusCode())
                    .isEqualTo(422);
            assertThat(server.get("/api/rooms/pages/messages?since=1&before=2").statusCode())
                    .isEqualTo(422);
        }
        assertThat(get("/api/rooms").getJsonArray("rooms").getValuesAs(JsonObject.class))
                .as("a room exists while it has history")
                .anyMatch(room -> room.getString("room").equals("pages"));
    }

    @Test
    void historyNeedsTheRightToEnter() {
        try (TestClient client = server.connect("/ws/chat")) {
            assertThat(client.request("{'type':'history','room':'private.a'}").getString("code"))
                    .isEqualTo("unauthenticated");
        }
        assertThat(server.get("/api/rooms/private.a/messages").statusCode()).isEqualTo(401);
    }

    @Test
    void aRetryByRestIsStoredOnce() {
        String[] headers = {"Authorization", "Bearer " + TestServer.token("shop", "publisher"), "Idempotency-Key", "o1"
        };
        String body = "{\"event\":\"order\",\"data\":1}";
        HttpResponse<String> first = server.send("POST", "/api/rooms/idem/messages", body, headers);
        HttpResponse<String> again = server.send("POST", "/api/rooms/idem/messages", body, headers);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(read(first.body()).getInt("offset")).isEqualTo(1);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(get("/api/rooms/idem/messages").getJsonArray("events")).hasSize(1);
    }

    @Test
    void aRetryByRestOfWhatASocketPublishedIsStoredOnce() {
        try (TestClient client = server.connectAs("shop", "/ws/chat", "publisher")) {
            client.request("{'type':'join','room':'both'}");
            JsonObject ack = client.request("{'type':'publish','room':'both','data':1,'key':'o2'}");
            HttpResponse<String> again = server.send(
                    "POST",
                    "/api/rooms/both/messages",
                    "{\"data\":1}",
                    "Authorization",
                    "Bearer " + TestServer.token("shop", "publisher"),
                    "Idempotency-Key",
                    "o2");
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(read(again.body()).getInt("offset")).isEqualTo(ack.getInt("offset"));
            assertThat(get("/api/rooms/both/messages").getJsonArray("events")).hasSize(1);
        }
    }

    private static JsonObject publish(TestClient client, String room, int... data) {
        JsonObject last = null;
        for (int each : data) {
            last = client.request("{'type':'publish','room':'" + room + "','data':" + each + "}");
            assertThat(last.getString("type")).isEqualTo("ack");
        }
        return last;
    }

    private static String resume(String room, String epoch, int offset) {
        return "{'type':'join','room':'" + room + "','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }

    private static List<Long> offsets(TestClient client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.event("message").getJsonNumber("offset").longValue())
                .toList();
    }

    private static List<Integer> dataOf(JsonObject history) {
        return history.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getInt("data"))
                .toList();
    }

    private static JsonObject get(String path) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return read(answer.body());
    }

    private static JsonObject read(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }
}
