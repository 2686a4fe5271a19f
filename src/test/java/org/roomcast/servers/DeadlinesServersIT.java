package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;

/** What takes its time. All of it begins at once, so that the tests share their waiting. */
@DisplayName("Deadlines")
class DeadlinesServersIT extends ClientSuite {

    private static final int PING = 0x89;
    /** Who asks so often that it is near the limit of a user's requests: nobody whom another test takes. */
    private static final String ADMIN = bearer(fresh("watch"), "admin");
    /** More than waits when a reader is merely slow, and less than the outbox takes. */
    private static final int SOME_BYTES = 600_000;

    private static final int ENOUGH_PUSHES = 1000;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static Future<Integer> silent;
    private static Future<Duration> beat;
    private static Future<Integer> unfinished;
    private static Future<Integer> hung;

    @BeforeAll
    static void allOfItBegins() {
        silent = THREADS.submit(DeadlinesServersIT::neverAnswerAPing);
        beat = THREADS.submit(DeadlinesServersIT::timeBetweenPings);
        unfinished = THREADS.submit(DeadlinesServersIT::neverFinishAMessage);
        hung = THREADS.submit(DeadlinesServersIT::neverTakeAMessage);
    }

    @AfterAll
    static void allOfItHasEnded() {
        THREADS.shutdownNow();
    }

    @Test
    @DisplayName("Pings come at the heartbeat's interval")
    void pingsComeAtTheHeartbeatsInterval() throws Exception {
        // the timer looks twice a second
        Duration tick = Duration.ofMillis(500);
        assertThat(beat.get())
                .isBetween(
                        ServerSettings.HEARTBEAT_INTERVAL.minus(tick),
                        ServerSettings.HEARTBEAT_INTERVAL.plus(tick.multipliedBy(4)));
    }

    private static Duration timeBetweenPings() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.next(PING);
            long first = System.nanoTime();
            client.pong();
            client.next(PING);
            return Duration.ofNanos(System.nanoTime() - first);
        }
    }

    @Test
    @DisplayName("Who never answers a ping is closed with 4201")
    void whoNeverAnswersAPingIsClosed() throws Exception {
        assertThat(silent.get()).isEqualTo(4201);
    }

    private static int neverAnswerAPing() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            return client.readCloseCode();
        }
    }

    @Test
    @DisplayName("A message that is never finished is closed with 4005 after 10 s")
    void aMessageThatIsNeverFinishedIsClosed() throws Exception {
        assertThat(unfinished.get()).isEqualTo(4005);
    }

    private static int neverFinishAMessage() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.frame(0x01, "{\"type\":".getBytes(StandardCharsets.UTF_8));
            return client.pongUntilClosed();
        }
    }

    @Test
    @DisplayName("A reader that is alive and takes nothing for 10 s is closed with 4202, its queue not being full")
    void aReaderThatTakesNothingIsClosed() throws Exception {
        assertThatSlowReaderWasEndedWith(hung.get());
    }

    private static int neverTakeAMessage() throws Exception {
        try (RawClient client = RawClient.open(webSocket("/ws/chat"), 4_096)) {
            String id = json(client.read().text()).getString("connection_id");
            String body = "{\"to\":{\"connection\":\"" + id + "\"},\"data\":\"" + "x".repeat(60_000) + "\"}";
            for (int i = 0; i < ENOUGH_PUSHES && queuedBytes(id) < SOME_BYTES; i++) {
                rest().post("/api/messages", body, "X-API-Key", ServerSettings.API_KEY);
                client.pong();
            }
            assertThat(queuedBytes(id)).isGreaterThanOrEqualTo(SOME_BYTES);
            eventually(() -> {
                client.frameUnlessClosed(0x8A, new byte[0]);
                assertThat(view(id).statusCode()).isEqualTo(404);
            });
            return client.pongUntilClosed();
        }
    }

    private static int queuedBytes(String connection) {
        return json(view(connection)).getInt("queued_bytes");
    }

    private static HttpResponse<String> view(String connection) {
        return rest().get("/api/connections/" + connection, "Authorization", ADMIN);
    }
}
