package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** The history fails while somebody is being led through it. */
class HistoryFaultIT {

    private static final String URL = "jdbc:h2:mem:fault";
    /** Much more than the network's buffers take. */
    private static final int EVENTS = 1_200;

    private static final int BATCH = 80;
    private static final String DATA = "x".repeat(10_000);
    private static final int TEXT = 0x81;

    @Test
    void whoIsInTheMidstOfAReplayIsClosedWith4200AndResumesFromWhereTheyAre() throws Exception {
        try (TestServer server = TestServer.start(builder -> builder.setting("roomcast.jdbc.url", URL)
                        .setting("roomcast.rooms.long.match", "long")
                        .setting("roomcast.rooms.long.history-size", "5000"));
                Connection database = DriverManager.getConnection(URL)) {
            String message = "{\"room\":\"long\",\"data\":\"" + DATA + "\"}";
            for (int i = 0; i < EVENTS / BATCH; i++) {
                assertThat(server.push(
                                        "/api/messages/batch",
                                        Collections.nCopies(BATCH, message).toString())
                                .statusCode())
                        .isEqualTo(202);
            }
            String epoch = json(server.get("/api/rooms/long/messages?limit=1")).getString("epoch");
            long seen;
            try (RawClient reader = RawClient.open(server.port(), "/ws/chat", 4_096)) {
                reader.text(resume(epoch, 0).replace('\'', '"'));
                seen = readOn(reader, 0, 10);
                rename(database, "roomcast_event", "gone");
                seen = readOn(reader, seen, EVENTS);
            }
            assertThat(seen).isBetween(10L, EVENTS - 1L);
            rename(database, "gone", "roomcast_event");
            try (TestClient back = server.connect("/ws/chat?batch=true")) {
                JsonObject ack = back.request(resume(epoch, seen));
                assertThat(ack.getBoolean("recovered")).isTrue();
                for (long offset = seen + 1; offset <= EVENTS; offset++) {
                    assertThat(back.event("message").getInt("offset")).isEqualTo(offset);
                }
                assertThat(back.drain()).isEmpty();
            }
        }
    }

    /** Reads events, each the next one, up to an offset or to the end with 4200. @return the offset of the last one */
    private static long readOn(RawClient reader, long after, long upTo) throws IOException {
        long last = after;
        while (last < upTo) {
            RawClient.RawFrame frame = reader.read();
            if (frame.first() != TEXT) {
                assertThat(frame.closeCode()).isEqualTo(4200);
                return last;
            }
            JsonObject event = json(frame.text());
            if (event.getString("type").equals("event")) {
                assertThat(event.getInt("offset")).isEqualTo(++last);
            }
        }
        return last;
    }

    private static String resume(String epoch, long offset) {
        return "{'type':'join','room':'long','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }

    private static void rename(Connection database, String table, String name) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RENAME TO " + name);
        }
    }
}
