package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** What /metrics says of a history in a database. What it says while the database is away: see {@code Outage}. */
class HistoryMetricsIT {

    @TempDir
    private Path data;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(builder -> builder.setting("roomcast.data.dir", data.toString())
                .setting("roomcast.rooms.short.match", "short.*")
                .setting("roomcast.rooms.short.history-size", "10"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsStoredRepeatedAndTrimmedIsCounted() {
        try (TestClient client = server.connect("/ws/chat")) {
            client.join("short.log");
            assertThat(figure("history_available")).isEqualTo(1);
            for (int i = 0; i < 30; i++) {
                publish(client, "'data':" + i);
            }
            publish(client, "'data':30,'key':'k'");
            assertThat(publish(client, "'data':30,'key':'k'").getBoolean("duplicate"))
                    .isTrue();
            assertThat(figure("history_appends_total")).isEqualTo(31);
            assertThat(figure("history_duplicates_total")).isEqualTo(1);
            assertThat(figure("history_commit_seconds_count"))
                    .as("one after the other")
                    .isEqualTo(32);
            assertThat(figure("history_commit_seconds_sum")).isPositive().isLessThan(600);
            assertThat(figure("history_batch_events")).isEqualTo(1);
            assertThat(figure("history_waiting")).isZero();
            assertThat(figure("history_refused_total")).isZero();
            eventually(() -> assertThat(figure("history_trimmed_total")).isEqualTo(21));
        }
    }

    @Test
    void whoComesBackIsCountedByWhetherTheHistoryReachedBackAndWhereItCameFrom() {
        try (TestClient client = server.connect("/ws/chat")) {
            String epoch = client.join("short.back").getString("epoch");
            // a join is counted when it is over, a moment after its answer
            eventually(() -> assertThat(figure("history_cache_hits_total")).isEqualTo(1));
            double misses = figure("history_cache_misses_total");
            client.request("{'type':'publish','room':'short.back','data':1}");
            for (int i = 0; i < 3; i++) {
                assertThat(client.request(resume(epoch, 0)).getBoolean("recovered"))
                        .isTrue();
            }
            assertThat(client.request(resume("another", 0)).getBoolean("recovered"))
                    .isFalse();
            assertThat(figure("resumes_total{recovered=\"true\"}")).isEqualTo(3);
            assertThat(figure("resumes_total{recovered=\"false\"}")).isEqualTo(1);
            eventually(() -> assertThat(figure("history_cache_hits_total")).isEqualTo(5));
            assertThat(figure("history_cache_misses_total")).isEqualTo(misses);
            client.request("{'type':'history','room':'short.back','since':0}");
            assertThat(figure("history_cache_misses_total")).isEqualTo(misses + 1);
        }
    }

    private static JsonObject publish(TestClient client, String fields) {
        JsonObject ack = client.request("{'type':'publish','room':'short.log'," + fields + "}");
        assertThat(ack.getString("type")).isEqualTo("ack");
        return ack;
    }

    private static String resume(String epoch, int offset) {
        return "{'type':'join','room':'short.back','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }

    private double figure(String name) {
        String line = "roomcast_" + name + " ";
        return server.get("/metrics", "X-API-Key", TestServer.API_KEY)
                .body()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + line));
    }
}
