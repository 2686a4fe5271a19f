package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.StreamClient;
import org.roomcast.testing.TestClient;

@DisplayName("Server-Sent Events")
class EventStreamsServersIT extends ClientSuite {

    private static final int MANY = 300;
    private static final int BATCH = 50;
    /** The buffers of the network take some 3 MB, those of Payara 11. */
    private static final int MOST_BATCHES = 60;

    private static final String LARGE = "x".repeat(10_000);

    @Test
    @DisplayName("A stream begins with the room's position and goes on with what is published")
    void aStreamBeginsWithThePositionAndGoesOnWithEvents() {
        String room = fresh("stream");
        try (StreamClient stream = open(room);
                TestClient writer = connectAs(fresh("writer"), "/ws/chat")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type").replace(" ", ""))
                    .isEqualToIgnoringCase("text/event-stream;charset=UTF-8");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.header("X-Content-Type-Options")).isEqualTo("nosniff");
            List<String> begin = stream.event();
            assertThat(StreamClient.idOf(begin)).matches("[^:]+:0");
            assertThat(StreamClient.frameOf(begin).getString("action")).isEqualTo("join");
            JsonObject posted = json(publish(room, "\"Grüße 🫖\""));
            List<String> event = stream.event();
            assertThat(StreamClient.idOf(event)).isEqualTo(posted.getString("epoch") + ":1");
            assertThat(StreamClient.frameOf(event).getString("data")).isEqualTo("Grüße 🫖");
            writer.join(room);
            assertThat(stream.frame("joined").getString("room")).isEqualTo(room);
            writer.request("{'type':'publish','room':'" + room + "','data':2}");
            assertThat(stream.frame("event").getInt("offset")).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("Last-Event-ID resumes: what was missed, in order, before what is new")
    void aReaderResumesWithTheLastEventId() {
        String room = fresh("resumed");
        String id;
        try (StreamClient stream = open(room)) {
            stream.event();
            publish(room, "1");
            id = StreamClient.idOf(stream.event());
        }
        publish(room, "2");
        publish(room, "3");
        try (StreamClient stream = open(room, "Last-Event-ID", id)) {
            assertThat(stream.frame().getBoolean("recovered")).isTrue();
            publish(room, "4");
            for (int offset = 2; offset <= 4; offset++) {
                assertThat(StreamClient.idOf(stream.event())).endsWith(":" + offset);
            }
        }
        try (StreamClient stream = open(room, "Last-Event-ID", "another:1")) {
            List<String> begin = stream.event();
            assertThat(StreamClient.frameOf(begin).getBoolean("recovered")).isFalse();
            assertThat(StreamClient.idOf(begin)).endsWith(":4");
        }
    }

    @Test
    @DisplayName("Who may not enter gets a problem document")
    void whoMayNotEnterGetsAProblem() {
        String hers = "private.user." + fresh("alice");
        assertProblem(401, open(hers));
        assertProblem(401, open(fresh("r"), "Authorization", "Bearer x"));
        assertProblem(401, open(fresh("r"), "X-API-Key", "not-the-shop's"));
        assertProblem(403, open(hers, "Authorization", bearer(fresh("mallory"))));
        assertProblem(403, open("system.dashboard", "Authorization", bearer(fresh("mallory"))));
        assertProblem(422, open("no%20room"));
        assertProblem(400, open(fresh("r"), "Last-Event-ID", "nonsense"));
        assertThat(rest().post("/api/rooms/" + fresh("r") + "/events", "{}").statusCode())
                .isEqualTo(405);
    }

    @Test
    @DisplayName("A full room answers 409, beyond the limit of a user 429")
    void whereThereIsNoPlaceAProblemSaysSo() {
        String room = fresh("small.a");
        String user = fresh("tabs");
        List<StreamClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < ServerSettings.SMALL_ROOM_MEMBERS; i++) {
                streams.add(open(room));
            }
            streams.forEach(StreamClient::event);
            assertProblem(409, open(room));
            for (int i = 0; i < ServerSettings.CONNECTIONS_PER_USER; i++) {
                streams.add(open(fresh("r"), "Authorization", bearer(user)));
            }
            streams.forEach(stream -> assertThat(stream.status()).isEqualTo(200));
            assertProblem(429, open(fresh("r"), "Authorization", bearer(user)));
        } finally {
            streams.forEach(StreamClient::close);
        }
    }

    @Test
    @DisplayName("300 messages of 10 KB at once arrive complete and in order")
    void manyLargeMessagesArriveInOrder() {
        String room = fresh("burst");
        try (StreamClient stream = open(room)) {
            stream.event();
            for (int i = 0; i < MANY / BATCH; i++) {
                publishMany(room);
            }
            for (int offset = 1; offset <= MANY; offset++) {
                List<String> event = stream.event();
                assertThat(StreamClient.idOf(event)).endsWith(":" + offset);
                assertThat(StreamClient.frameOf(event).getString("data")).hasSize(LARGE.length());
            }
        }
    }

    @Test
    @DisplayName("A reader that stops reading is cut, and delays nobody")
    void aReaderThatStopsReadingIsCut() throws IOException {
        String room = fresh("stalled");
        try (RawClient stalled = RawClient.get(http("/api/rooms/" + room + "/events"), 4_096);
                StreamClient reader = open(room)) {
            assertThat(stalled.status()).isEqualTo(200);
            reader.event();
            for (int batches = 0; connections(room) == 2; batches++) {
                assertThat(batches).as("batches without a cut").isLessThan(MOST_BATCHES);
                publishMany(room);
                for (int i = 0; i < BATCH; i++) {
                    reader.frame("event");
                }
            }
            stalled.readToEnd();
        }
    }

    @Test
    @DisplayName("A reader that goes leaves the room; an administrator ends a stream")
    void aStreamEndsFromBothSides() {
        String room = fresh("ended");
        try (StreamClient stays = open(room)) {
            stays.event();
            try (StreamClient goes = open(room)) {
                goes.event();
                assertThat(connections(room)).isEqualTo(2);
            }
            // who only reads is missed when there is something to write
            eventually(() -> {
                publish(room, "1");
                assertThat(connections(room)).isEqualTo(1);
            });
            String admin = bearer("root", "admin");
            String id = json(rest().get("/api/connections", "Authorization", admin))
                    .getJsonArray("connections")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(view -> view.getString("path").contains("/" + room + "/"))
                    .findFirst()
                    .orElseThrow()
                    .getString("id");
            assertThat(rest().delete("/api/connections/" + id, "Authorization", admin)
                            .statusCode())
                    .isEqualTo(204);
            JsonObject end = stays.frame("close");
            assertThat(end.getInt("code")).isEqualTo(4004);
            assertThat(stays.event()).as("what comes after it").isEmpty();
            assertThat(connections(room)).isZero();
        }
    }

    private static StreamClient open(String room, String... headers) {
        return StreamClient.open(http("/api/rooms/" + room + "/events"), headers);
    }

    private static void assertProblem(int status, StreamClient answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(status == 401 ? "Bearer" : "");
        assertThat(json(String.join("", answer.block())).getInt("status")).isEqualTo(status);
    }

    private static int connections(String room) {
        return json(rest().get("/api/rooms/" + room + "/info")).getInt("connections");
    }

    private static void publishMany(String room) {
        String batch = IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"room\":\"" + room + "\",\"data\":\"" + LARGE + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(rest().post("/api/messages/batch", batch, "X-API-Key", ServerSettings.API_KEY)
                        .statusCode())
                .isEqualTo(202);
    }

    private static HttpResponse<String> publish(String room, String data) {
        return rest().post(
                        "/api/rooms/" + room + "/messages",
                        "{\"data\":" + data + "}",
                        "X-API-Key",
                        ServerSettings.API_KEY);
    }
}
