package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** What section 4 of the protocol promises over a restart of the server. */
class HistoryRestartIT {

    @TempDir
    private Path data;

    @TempDir
    private Path elsewhere;

    @Test
    void keysAndPositionsOutliveARestartAndWhatWasNotStoredDoesNot() {
        String stored = "{'type':'publish','room':'kept','data':1,'key':'k'}";
        String passing = "{'type':'publish','room':'none.a','data':1,'key':'k'}";
        JsonObject first;
        HttpResponse<String> posted;
        try (TestServer server = start(data);
                TestClient ada = server.connectAs("ada", "/ws/chat")) {
            ada.join("kept");
            ada.join("none.a");
            first = ada.request(stored);
            ada.request(passing);
            assertThat(ada.request(passing).getBoolean("duplicate")).isTrue();
            posted = post(server);
        }
        try (TestServer server = start(data);
                TestClient ada = server.connectAs("ada", "/ws/chat")) {
            JsonObject back = ada.request(resume(first.getString("epoch"), 0));
            assertThat(back.getBoolean("recovered")).isTrue();
            assertThat(ada.event("message").getInt("offset")).isEqualTo(1);
            ada.event("message");
            JsonObject again = ada.request(stored);
            assertThat(again.getBoolean("duplicate")).isTrue();
            assertThat(again.getInt("offset")).isEqualTo(first.getInt("offset"));
            assertThat(again.getString("epoch")).isEqualTo(first.getString("epoch"));
            ada.join("none.a");
            assertThat(ada.request(passing)).doesNotContainKey("duplicate");
            ada.event("message");

            HttpResponse<String> repeated = post(server);
            assertThat(repeated.statusCode()).isEqualTo(202);
            assertThat(json(repeated).getBoolean("duplicate")).isTrue();
            assertThat(json(repeated).getInt("offset")).isEqualTo(json(posted).getInt("offset"));
            assertThat(ada.drain()).as("nothing is delivered twice").isEmpty();
            assertThat(json(server.get("/api/rooms/kept/messages")).getJsonArray("events"))
                    .hasSize(2);
        }
    }

    @Test
    void theAcksOfABatchStandForWhatIsStored() {
        try (TestServer server = start(data);
                TestClient ada = server.connectAs("ada", "/ws/chat")) {
            ada.join("kept");
            ada.send("{'type':'batch','id':'b','frames':[{'type':'publish','room':'kept','data':1,'id':'p1'},"
                    + "{'type':'publish','room':'kept','data':2,'id':'p2'}]}");
            for (int offset = 1; offset <= 2; offset++) {
                String id = "p" + offset;
                JsonObject ack = ada.next(frame -> frame.getString("id", "").equals(id), "the ack of " + id);
                assertThat(ack.getInt("offset")).isEqualTo(offset);
                JsonObject page = json(server.get("/api/rooms/kept/messages?limit=1&since=" + (offset - 1)));
                assertThat(page.getJsonArray("events").getJsonObject(0).getInt("data"))
                        .isEqualTo(offset);
            }
            ada.next(frame -> frame.getString("id", "").equals("b"), "the ack of the batch");
        }
    }

    @Test
    void aLogThatWasLostHasAnotherEpochAndNobodyResumesFromIt() {
        JsonObject before;
        try (TestServer server = start(data);
                TestClient client = server.connect("/ws/chat")) {
            client.join("kept");
            before = client.request("{'type':'publish','room':'kept','data':1}");
        }
        try (TestServer server = start(elsewhere);
                TestClient client = server.connect("/ws/chat")) {
            client.join("kept");
            client.request("{'type':'publish','room':'kept','data':'another'}");
            client.drain();
            JsonObject ack = client.request(resume(before.getString("epoch"), before.getInt("offset")));
            assertThat(ack.getBoolean("recovered")).isFalse();
            assertThat(ack.getString("epoch")).isNotEqualTo(before.getString("epoch"));
            assertThat(client.drain()).isEmpty();
        }
    }

    private static TestServer start(Path folder) {
        return TestServer.start(builder -> builder.setting("roomcast.data.dir", folder.toString())
                .setting("roomcast.rooms.none.match", "none.*")
                .setting("roomcast.rooms.none.history-size", "0"));
    }

    private static HttpResponse<String> post(TestServer server) {
        return server.send(
                "POST",
                "/api/rooms/kept/messages",
                "{\"data\":2}",
                "Content-Type",
                "application/json",
                "X-API-Key",
                TestServer.API_KEY,
                "Idempotency-Key",
                "order-7");
    }

    private static String resume(String epoch, int offset) {
        return "{'type':'join','room':'kept','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }
}
