package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("History and resuming")
class HistoryServersIT extends ClientSuite {

    @Test
    @DisplayName("The ack of a join tells the position, of an empty room too; publishing moves it")
    void everyJoinTellsThePositionOfTheRoom() {
        String room = fresh("position");
        try (TestClient client = connect("/ws/chat")) {
            JsonObject empty = client.join(room);
            assertThat(empty.getInt("offset")).isZero();
            JsonObject stored = publish(client, room, 1);
            assertThat(stored.getInt("offset")).isEqualTo(1);
            assertThat(stored.getString("epoch")).isEqualTo(empty.getString("epoch"));
            JsonObject event = client.event("message");
            assertThat(event.getInt("offset")).isEqualTo(1);
            assertThat(event.getString("epoch")).isEqualTo(empty.getString("epoch"));
            JsonObject passing = client.request("{'type':'publish','room':'" + room + "','data':2,'ephemeral':true}");
            assertThat(passing).doesNotContainKeys("offset", "epoch");
            assertThat(client.join(room).getInt("offset")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("join with since: what was missed, in order and once, before what is new")
    void whoComesBackGetsWhatWasMissed() {
        String room = fresh("missed");
        try (TestClient writer = connect("/ws/chat");
                TestClient back = connect("/ws/chat")) {
            String epoch = writer.join(room).getString("epoch");
            publish(writer, room, 250);
            JsonObject ack = back.request(resume(room, epoch, 2));
            assertThat(ack.getBoolean("recovered")).isTrue();
            assertThat(ack.getInt("offset")).isEqualTo(250);
            publish(writer, room, 1);
            for (int offset = 3; offset <= 251; offset++) {
                JsonObject event = back.event("message");
                assertThat(event.getInt("offset")).isEqualTo(offset);
                assertThat(event.getString("epoch")).isEqualTo(epoch);
            }
            assertThat(back.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("What cannot be recovered is said, and no part of it sent")
    void whatCannotBeRecoveredIsSaid() {
        String room = fresh("lost");
        try (TestClient client = connect("/ws/chat")) {
            String epoch = client.join(room).getString("epoch");
            publish(client, room, 30);
            client.drain();
            for (String lost : List.of(resume(room, "another", 29), resume(room, epoch, 31))) {
                JsonObject ack = client.request(lost);
                assertThat(ack.getBoolean("recovered")).as(lost).isFalse();
                assertThat(ack.getInt("offset")).isEqualTo(30);
            }
            assertThat(client.drain()).isEmpty();
            assertThat(client.request(resume(room, epoch, 28)).getBoolean("recovered"))
                    .isTrue();
            IntStream.rangeClosed(29, 30)
                    .forEach(offset ->
                            assertThat(client.event("message").getInt("offset")).isEqualTo(offset));
        }
    }

    @Test
    @DisplayName("join with history: the newest events, in one frame")
    void aNewcomerGetsTheNewestEvents() {
        String room = fresh("newcomer");
        try (TestClient writer = connect("/ws/chat");
                TestClient newcomer = connect("/ws/chat")) {
            writer.join(room);
            publish(writer, room, 5);
            newcomer.request("{'type':'join','room':'" + room + "','history':3}");
            JsonObject history = newcomer.next("history");
            assertThat(offsets(history)).containsExactly(3, 4, 5);
            assertThat(history.getBoolean("complete")).isFalse();
            publish(writer, room, 1);
            assertThat(newcomer.event("message").getInt("offset")).isEqualTo(6);
        }
    }

    @Test
    @DisplayName("history and GET …/messages give the same pages, both ways")
    void pagesAreTheSameByFrameAndByRest() {
        String room = fresh("pages");
        try (TestClient client = connect("/ws/chat")) {
            client.join(room);
            publish(client, room, 7);
            client.drain();
            assertPage(client, room, 3, "", 0, List.of(5, 6, 7), false);
            assertPage(client, room, 3, "before", 5, List.of(2, 3, 4), false);
            assertPage(client, room, 3, "before", 2, List.of(1), true);
            assertPage(client, room, 4, "since", 0, List.of(1, 2, 3, 4), false);
            assertPage(client, room, 4, "since", 4, List.of(5, 6, 7), true);
            assertThat(offsets(json(rest().get("/api/rooms/" + room + "/messages"))))
                    .hasSize(7);
            String path = "/api/rooms/" + room + "/messages";
            assertThat(rest().get(path + "?limit=0").statusCode()).isEqualTo(422);
            assertThat(rest().get(path + "?since=1&before=2").statusCode()).isEqualTo(422);
            assertThat(client.request("{'type':'history','room':'" + room + "','limit':501}")
                            .getString("code"))
                    .isEqualTo("too_large");
        }
    }

    @Test
    @DisplayName("GET …/messages and history show a private room to its members alone")
    void historyIsGuardedLikeTheRoom() {
        String alice = fresh("alice");
        String path = "/api/rooms/private.user." + alice + "/messages";
        assertThat(rest().get(path).statusCode()).isEqualTo(401);
        assertThat(rest().get(path, "Authorization", bearer(fresh("bob"))).statusCode())
                .isEqualTo(403);
        assertThat(rest().get(path, "Authorization", bearer(alice)).statusCode())
                .isEqualTo(200);
        try (TestClient bob = connectAs(fresh("bob"), "/ws/chat")) {
            assertThat(bob.request("{'type':'history','room':'private.user." + alice + "'}")
                            .getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    @DisplayName("A publish repeated with its key is stored once")
    void aRepeatedKeyIsStoredOnce() {
        String room = fresh("keyed");
        String user = fresh("carol");
        String frame = "{'type':'publish','room':'" + room + "','data':1,'key':'k'}";
        try (TestClient first = connectAs(user, "/ws/chat/" + room);
                TestClient second = connectAs(user, "/ws/chat/" + room)) {
            first.next("ack");
            second.next("ack");
            assertThat(first.request(frame).getInt("offset")).isEqualTo(1);
            JsonObject again = second.request(frame);
            assertThat(again.getInt("offset")).isEqualTo(1);
            assertThat(again.getBoolean("duplicate")).isTrue();
            first.event("message");
            assertThat(first.drain()).isEmpty();
        }
    }

    private static void assertPage(
            TestClient client,
            String room,
            int count,
            String from,
            int offset,
            List<Integer> expected,
            boolean isComplete) {
        String where = from.isEmpty() ? "" : ",'" + from + "':" + offset;
        String query = from.isEmpty() ? "" : "&" + from + "=" + offset;
        JsonObject frame = client.request("{'type':'history','room':'" + room + "','limit':" + count + where + "}");
        JsonObject document = json(rest().get("/api/rooms/" + room + "/messages?limit=" + count + query));
        assertThat(offsets(frame)).as(where).isEqualTo(expected);
        assertThat(frame.getBoolean("complete")).as(where).isEqualTo(isComplete);
        for (String field : List.of("room", "epoch", "events", "complete")) {
            assertThat(document.get(field)).as(query + " " + field).isEqualTo(frame.get(field));
        }
    }

    private static List<Integer> offsets(JsonObject page) {
        JsonArray events = page.getJsonArray("events");
        return events.getValuesAs(JsonObject.class).stream()
                .map(event -> event.getInt("offset"))
                .toList();
    }

    private static String resume(String room, String epoch, int offset) {
        return "{'type':'join','room':'" + room + "','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }

    /** @return the last ack */
    private static JsonObject publish(TestClient client, String room, int times) {
        JsonObject ack = JsonObject.EMPTY_JSON_OBJECT;
        for (int i = 0; i < times; i++) {
            ack = client.request("{'type':'publish','room':'" + room + "','data':" + i + "}");
        }
        return ack;
    }
}
