package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.roomcast.testing.TestClient;

/** Two users in a room who talk all along: what one says, the other hears, once, in order, in time, and nothing else. */
final class Bystander implements AutoCloseable {

    static final String ROOM = "bystanders";

    /** Twice what a connection may be silent before the server gives it up; two busy cores take a second at times. */
    private static final Duration LATEST = Duration.ofSeconds(14);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TestClient speaker;
    private final TestClient listener;
    private final Thread talk;
    private volatile Throwable disturbance;
    private volatile int rounds;
    private volatile boolean isStopped;

    Bystander(AbusedServer server) {
        listener = connect(server, "listener");
        speaker = connect(server, "speaker");
        listener.next("joined");
        talk = new Thread(this::talk, "bystander");
        talk.setDaemon(true);
        talk.start();
    }

    /** To be called after an attack, while it goes on where it can. */
    void assertNoticedNothing() {
        int before = rounds;
        eventually(() -> assertThat(disturbance != null || rounds >= before + 2).isTrue());
        if (disturbance != null) {
            throw new AssertionError("The bystander was disturbed in round " + rounds, disturbance);
        }
    }

    @Override
    public void close() {
        isStopped = true;
        try {
            talk.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        speaker.close();
        listener.close();
    }

    private void talk() {
        try {
            while (!isStopped) {
                round(rounds + 1);
                rounds++;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Throwable thrown) {
            disturbance = thrown;
        }
    }

    private void round(int number) {
        long start = System.nanoTime();
        JsonObject ack = speaker.request("{'type':'publish','room':'" + ROOM + "','data':" + number + ",'echo':false}");
        assertThat(ack.getString("type")).as(ack.toString()).isEqualTo("ack");
        JsonObject heard = listener.next("event");
        assertThat(heard.getInt("data")).as(heard.toString()).isEqualTo(number);
        assertThat(heard.getJsonObject("from").getString("id")).isEqualTo("speaker");
        assertThat(listener.drain()).isEmpty();
        assertThat(speaker.drain()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LATEST);
    }

    private static TestClient connect(AbusedServer server, String user) {
        TestClient client = TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + Forger.valid(user));
        client.next("welcome");
        client.join(ROOM);
        return client;
    }
}
