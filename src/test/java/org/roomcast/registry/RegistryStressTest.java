package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.RepeatedTest;
import org.roomcast.codec.Frame;
import org.roomcast.codec.JsonCodec;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.delivery.Transport;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Draft;
import org.roomcast.model.Identity;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;

/**
 * Threads that connect, join, publish, leave, authenticate and go, all at random. Afterwards nothing may be left. Each
 * room has one publisher thread at a time, so that the numbers of its events rise; no member may see one fall.
 */
class RegistryStressTest {

    private static final int THREADS = 6;
    private static final int ROOMS = 4;
    private static final int STEPS = 4_000;

    /** Keeps the numbers of each room as they arrive, and answers each send on the pool or in place. */
    private static final class Reader implements Transport {

        private final ExecutorService pool;
        private final Queue<Reader> closed;
        private final Map<String, Integer> last = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private final AtomicInteger closes = new AtomicInteger();
        private volatile Connection connection;

        Reader(ExecutorService pool, Queue<Reader> closed) {
            this.pool = pool;
            this.closed = closed;
        }

        @Override
        public void send(String text, Completion done) {
            read(text);
            if (text.length() % 3 == 0) {
                pool.execute(() -> done.done(true));
            } else {
                done.done(true);
            }
        }

        private synchronized void read(String text) {
            int data = text.indexOf("\"data\":");
            int room = text.indexOf("\"room\":\"");
            if (data < 0 || room < 0) {
                return;
            }
            int number = Integer.parseInt(text.substring(data + 7, text.indexOf('}', data)));
            String name = text.substring(room + 8, text.indexOf('"', room + 8));
            Integer before = last.put(name, number);
            if (before != null && before >= number) {
                faults.add(name + ": " + number + " after " + before);
            }
        }

        synchronized List<String> faults() {
            return List.copyOf(faults);
        }

        @Override
        public void ping() {
            // nothing to answer
        }

        @Override
        public void close(Frame.Close status) {
            closes.incrementAndGet();
            closed.add(this);
        }
    }

    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private final Queue<Reader> closed = new ConcurrentLinkedQueue<>();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray numbers = new AtomicIntegerArray(ROOMS);
    private final Object[] publishers = {new Object(), new Object(), new Object(), new Object()};
    private final SessionRegistry registry = new SessionRegistry(new RegistryParts(
            new RegistrySettings(
                    new ConnectionLimits(0, 3, 0, 3),
                    new OutboxLimits(100_000, 1L << 30),
                    TestRegistry.policies(Retention.NONE),
                    1 << 20,
                    Duration.ofMillis(1),
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

    @RepeatedTest(3)
    void nothingIsLeftAndNobodySeesARoomOutOfOrder() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed + t);
            Thread thread = new Thread(() -> live(random), "stress-" + t);
            thread.setUncaughtExceptionHandler((failed, thrown) -> {
                synchronized (failures) {
                    failures.add(thrown);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        String about = "seed " + seed;
        assertThat(failures).as(about).isEmpty();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!registry.isEmpty() && System.nanoTime() < deadline) {
            reportCloses();
            registry.tick();
            Thread.onSpinWait();
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.isEmpty()).as(about).isTrue();
        assertThat(readers).isNotEmpty();
        for (Reader reader : readers) {
            assertThat(reader.faults()).as(about).isEmpty();
            assertThat(reader.closes).as(about).hasValue(1);
            assertThat(reader.connection.rooms()).as(about).isEmpty();
            assertThat(reader.connection.queuedFrames()).as(about).isZero();
            assertThat(reader.connection.queuedBytes()).as(about).isZero();
        }
    }

    private void live(Random random) {
        List<Connection> mine = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (mine.isEmpty() || random.nextInt(20) == 0) {
                mine.add(connect(random));
            }
            Connection connection = mine.get(random.nextInt(mine.size()));
            try {
                act(connection, random, mine);
            } catch (ProtocolException refused) {
                // too many rooms or connections, or it has ended: an answer like any other
            }
        }
        mine.forEach(connection -> end(connection, random));
    }

    private void act(Connection connection, Random random, List<Connection> mine) {
        int room = random.nextInt(ROOMS);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> registry.join(connection, nameOf(room));
            case 3, 4 -> registry.leave(connection, nameOf(room));
            case 5 -> {
                if (!connection.identity().isAuthenticated()) {
                    registry.become(connection, RecordingSubscriber.user("u" + random.nextInt(10)));
                }
            }
            case 6 -> {
                end(connection, random);
                mine.remove(connection);
            }
            case 7 -> registry.tick();
            case 8 -> reportCloses();
            default -> publish(room);
        }
    }

    private void publish(int room) {
        synchronized (publishers[room]) {
            Payload number = new Payload(Integer.toString(numbers.incrementAndGet(room)));
            registry.publish(Draft.of(nameOf(room), "message", number));
        }
    }

    private Connection connect(Random random) {
        Reader reader = new Reader(pool, closed);
        Identity who =
                random.nextBoolean() ? Identity.anonymous(null) : RecordingSubscriber.user("u" + random.nextInt(10));
        Handshake handshake = new Handshake("chat", "/ws/chat", Map.of(), Map.of(), "192.0.2.1", null);
        reader.connection = registry.open(handshake, who, new JsonCodec(), false, reader, opened -> {});
        readers.add(reader);
        return reader.connection;
    }

    private void end(Connection connection, Random random) {
        if (random.nextBoolean()) {
            connection.disconnect(Disconnect.ENDED_BY_ADMIN);
        } else {
            registry.close(connection, 1006, "");
        }
    }

    private void reportCloses() {
        for (Reader gone = closed.poll(); gone != null; gone = closed.poll()) {
            Connection connection = gone.connection;
            if (connection == null) {
                closed.add(gone);
                return;
            }
            registry.close(connection, 1000, "");
        }
    }

    private static RoomName nameOf(int room) {
        return RoomName.of("room" + room);
    }
}
