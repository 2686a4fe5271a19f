package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roomcast.history.NewEvent;
import org.roomcast.history.RecordedOutcome;
import org.roomcast.history.Stored;
import org.roomcast.model.Payload;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.testing.Postgres;

/** Two servers that write to one database. */
class TwoWritersTest {

    private static final int ROUNDS = 60;
    private static final int KNOWN = 12;
    private static final int NEW = 6;
    private static final String DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

    private final String url = Postgres.newDatabase();
    private final CyclicBarrier together = new CyclicBarrier(2);

    /** A wait for each other is ended by PostgreSQL after a second, and counted. */
    @Test
    void neverWaitForEachOther() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<List<String>>> writers = IntStream.range(0, 2)
                    .mapToObj(writer -> CompletableFuture.supplyAsync(this::write, threads))
                    .toList();
            assertThat(writers.stream().map(CompletableFuture::join).flatMap(List::stream))
                    .hasSize(2 * ROUNDS * (KNOWN + NEW))
                    .doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
        assertThat(deadlocks()).isZero();
    }

    /** @return what has been stored, each by its room and offset */
    private List<String> write() {
        List<String> stored = new ArrayList<>();
        try (Database database = Database.open(url, Postgres.USER, null, Thread::new)) {
            LogWriter log = new LogWriter(database, Clock.systemUTC());
            for (int round = 1; round <= ROUNDS; round++) {
                together.await(60, TimeUnit.SECONDS);
                List<Append> batch = batch(round);
                List<Stored> places = log.store(batch, round);
                for (int i = 0; i < batch.size(); i++) {
                    stored.add(
                            batch.get(i).room() + ":" + places.get(i).position().offset());
                }
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        return stored;
    }

    private static List<Append> batch(int round) {
        List<Append> batch = new ArrayList<>();
        IntStream.range(0, KNOWN).forEach(room -> batch.add(append("known." + room)));
        // before and behind those that are known
        IntStream.range(0, NEW).forEach(room -> batch.add(append((room % 2 == 0 ? "a." : "z.") + round + "." + room)));
        return batch;
    }

    private static Append append(String room) {
        Publication publication =
                new Publication(RoomName.of(room), null, "message", new Payload("1"), null, Instant.EPOCH);
        return Append.of(new NewEvent(publication, null, null), new RecordedOutcome());
    }

    private long deadlocks() {
        try (Database database = Database.open(url, Postgres.USER, null, Thread::new)) {
            return database.jdbi()
                    .withHandle(handle ->
                            handle.createQuery(DEADLOCKS).mapTo(Long.class).one());
        }
    }
}
