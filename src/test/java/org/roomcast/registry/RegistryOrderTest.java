package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.JsonCodec;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.model.Draft;
import org.roomcast.model.Identity;
import org.roomcast.model.Payload;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.testing.RecordingTransport;

/** Many threads publish at once; whatever order comes of it, it is one order for all. */
class RegistryOrderTest {

    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final int THREADS = 4;
    private static final int EACH = 2_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final SessionRegistry registry = new SessionRegistry(new RegistryParts(
            new RegistrySettings(
                    new ConnectionLimits(0, 0, 0, 0),
                    new OutboxLimits(100_000, 1L << 30),
                    TestRegistry.policies(Retention.NONE),
                    1 << 20,
                    Duration.ofSeconds(3),
                    false,
                    Duration.ofHours(1),
                    Duration.ofHours(1)),
            Clock.systemUTC(),
            System::nanoTime,
            new OutboxThreads(pool, pool),
            new MemoryHistoryStore(new RoomPolicies(List.of()), Clock.systemUTC(), System::nanoTime, 1 << 24),
            Lifecycle.SILENT,
            List.of(),
            List.of()));

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void allMembersOfARoomSeeOneOrder() throws InterruptedException {
        assertOneOrder(LOBBY);
    }

    @Test
    void allConnectionsSeeBroadcastsInOneOrder() throws InterruptedException {
        assertOneOrder(null);
    }

    private void assertOneOrder(RoomName room) throws InterruptedException {
        List<RecordingTransport> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RecordingTransport transport = RecordingTransport.completingOn(pool);
            Handshake handshake = new Handshake("chat", "/ws/chat", Map.of(), Map.of(), null, null);
            Connection connection =
                    registry.open(handshake, Identity.anonymous(null), new JsonCodec(), true, transport, opened -> {});
            registry.join(connection, LOBBY);
            readers.add(transport);
        }
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int t = 0; t < THREADS; t++) {
            int first = t * EACH;
            new Thread(() -> {
                        for (int n = first; n < first + EACH; n++) {
                            Payload number = new Payload(Integer.toString(n));
                            registry.publish(new Draft(room, "message", number, null, true, false, null));
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        registry.connections().forEach(RegistryOrderTest::awaitSent);
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        List<String> order = readers.get(0).data();
        assertThat(order).hasSize(THREADS * EACH).doesNotHaveDuplicates();
        readers.forEach(reader -> assertThat(reader.data().equals(order)).isTrue());
    }

    private static void awaitSent(Connection connection) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while ((connection.queuedFrames() > 0 || connection.stalledNanos() > 0) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
