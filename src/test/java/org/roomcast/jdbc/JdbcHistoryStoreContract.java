package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roomcast.history.HistoryStats;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.HistoryStore.Outcome;
import org.roomcast.history.HistoryStoreContract;
import org.roomcast.history.NewEvent;
import org.roomcast.history.RecordedOutcome;
import org.roomcast.history.Stored;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.testing.ManualClock;

/** What a history in a database keeps to beyond the contract of all. */
abstract class JdbcHistoryStoreContract extends HistoryStoreContract {

    private static final HistoryLimits LIMITS = new HistoryLimits(2_000, 8 << 20, 100, 1 << 18);

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private Database database;

    /** Opens the test's database, for the first time or again. */
    abstract Database openDatabase();

    @Override
    protected HistoryStore open(RoomPolicies policies, ManualClock time) {
        release();
        database = openDatabase();
        return new JdbcHistoryStore(database, policies, time, LIMITS, this::thread);
    }

    @Override
    protected void release() {
        if (database != null) {
            database.close();
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "history-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Test
    void closingLeavesNoThread() {
        fill(ROOM, 10);
        readAll(ROOM);
        store.trim();
        store.close();
        assertThat(threads).hasSizeGreaterThanOrEqualTo(4);
        eventually(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    @Test
    void whenTooMuchWaitsAppendsFailAtOnceAndNothingElseIsLost() {
        CountDownLatch blocked = new CountDownLatch(1);
        store.append(new NewEvent(publication(ROOM, "0"), "ada", null), blockedBy(blocked));
        List<RecordedOutcome> outcomes = new ArrayList<>();
        for (int number = 1; number <= 4_000; number++) {
            outcomes.add(append(ROOM, String.valueOf(number)));
        }
        assertThat(store.isAvailable()).isFalse();
        List<RecordedOutcome> refused =
                outcomes.stream().filter(RecordedOutcome::isTold).toList();
        assertThat(refused).as("beyond what waits, is told and is being stored").hasSizeBetween(1_000, 3_000);
        assertThat(refused).allSatisfy(outcome -> {
            assertThat(outcome.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(outcome.failure().retryAfter()).isNotNull();
        });
        blocked.countDown();
        long stored = outcomes.stream().filter(RecordedOutcome::isStored).count();
        assertThat(stored).isEqualTo(outcomes.size() - refused.size());
        assertThat(readAll(ROOM).top().offset()).isEqualTo(stored + 1);
        assertThat(store.isAvailable()).isTrue();
    }

    @Test
    void longEventsFillTheQueueEarlier() {
        CountDownLatch blocked = new CountDownLatch(1);
        store.append(new NewEvent(publication(ROOM, "0"), "ada", null), blockedBy(blocked));
        String data = '"' + "x".repeat(1 << 20) + '"';
        List<RecordedOutcome> outcomes =
                Stream.generate(() -> append(ROOM, data)).limit(30).toList();
        assertThat(outcomes.stream().filter(RecordedOutcome::isTold)).hasSizeBetween(15, 23);
        blocked.countDown();
        assertThat(outcomes.stream().filter(RecordedOutcome::isStored).count())
                .isEqualTo(readAll(ROOM).top().offset() - 1);
    }

    private static Outcome blockedBy(CountDownLatch latch) {
        return new Outcome() {
            @Override
            public void stored(Stored stored) {
                try {
                    latch.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void failed(ProtocolException why) {
                throw new AssertionError(why);
            }
        };
    }

    @Test
    void whoeverThrowsWhenToldHarmsNobody() {
        store.append(new NewEvent(publication(ROOM, "1"), "ada", null), new Outcome() {
            @Override
            public void stored(Stored stored) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void failed(ProtocolException why) {}
        });
        assertThat(append(ROOM, "2").stored().position().offset()).isEqualTo(2);
    }

    @Test
    void trimmingAskedForWhileItIsUnderWayIsDoneAgain() {
        RoomName room = RoomName.of("short.room");
        fill(room, 3);
        GatedClock gate = new GatedClock(clock);
        try (HistoryStore gated = new JdbcHistoryStore(database, POLICIES, gate, LIMITS, this::thread)) {
            gate.shut();
            gated.trim();
            gate.awaitWaiting();
            clock.advance(Duration.ofMinutes(61));
            gated.trim();
            gate.open();
            eventually(() -> assertThat(readAll(room).events()).isEmpty());
        }
    }

    /** Two nodes on one database: neither knows what the other has stored. */
    @Test
    void anotherWriterOnTheSameDatabaseLeavesNoGap() {
        try (JdbcHistoryStore other =
                new JdbcHistoryStore(database, new RoomPolicies(List.of()), clock, LIMITS, this::thread)) {
            List<RecordedOutcome> outcomes = new ArrayList<>();
            for (int number = 0; number < 300; number++) {
                RoomName room = RoomName.of("room-" + number % 7);
                String key = "key-" + number;
                outcomes.add(append(room, "1", "ada", key));
                RecordedOutcome there = new RecordedOutcome();
                other.append(new NewEvent(publication(room, "2"), "ada", key), there);
                outcomes.add(there);
            }
            assertThat(outcomes).allMatch(RecordedOutcome::isStored);
            for (int number = 0; number < 300; number++) {
                Stored here = outcomes.get(2 * number).stored();
                Stored there = outcomes.get(2 * number + 1).stored();
                assertThat(there.position()).isEqualTo(here.position());
                assertThat(there.duplicate()).isNotEqualTo(here.duplicate());
            }
            for (int room = 0; room < 7; room++) {
                int count = 300 / 7 + (room < 300 % 7 ? 1 : 0);
                assertThat(offsets(readAll(RoomName.of("room-" + room))))
                        .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
            }
        }
    }

    @Test
    void oldKeysAndMarksAreDeleted() {
        append(ROOM, "1", "ada", "k").stored();
        int before = rows("roomcast_writer");
        clock.advance(Duration.ofMinutes(11));
        store.trim();
        eventually(() -> assertThat(rows("roomcast_key")).isZero());
        assertThat(rows("roomcast_writer")).isEqualTo(before);
        clock.advance(Duration.ofDays(2));
        store.trim();
        eventually(() -> assertThat(rows("roomcast_writer")).isZero());
        assertThat(append(ROOM, "2").stored().position().offset()).isEqualTo(2);
        assertThat(rows("roomcast_writer")).isEqualTo(1);
    }

    @Test
    void theFiguresTellWhatWasDone() {
        append(ROOM, "1", "ada", "k").stored();
        append(ROOM, "2", "ada", "k").stored();
        append(ROOM, "3").stored();
        HistoryStats stats = store.stats();
        assertThat(stats.stored()).isEqualTo(2);
        assertThat(stats.duplicates()).isEqualTo(1);
        assertThat(stats.batches()).isEqualTo(3);
        assertThat(stats.failed()).isZero();
        assertThat(stats.waiting()).isZero();
        assertThat(stats.lastBatchEvents()).isEqualTo(1);
        assertThat(stats.batchTime()).isPositive();
        assertThat(stats.trimmed()).isZero();
        assertThat(stats.available()).isTrue();
        store.close();
        append(ROOM, "4").failure();
        assertThat(store.stats().failed()).isEqualTo(1);
        assertThat(store.stats().available()).isFalse();
    }

    private int rows(String table) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }
}
