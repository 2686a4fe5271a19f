package org.roomcast.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.roomcast.history.Stored;

/** Counts what a history store does. Safe in every thread. */
final class Counters {

    private record Batch(int events, Duration time) {}

    private final LongAdder batches = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Batch last = new Batch(0, Duration.ZERO);
    private volatile boolean isFailing;

    void stored(List<Stored> outcomes, Duration time) {
        long repeated = outcomes.stream().filter(Stored::duplicate).count();
        batches.increment();
        duplicates.add(repeated);
        stored.add(outcomes.size() - repeated);
        last = new Batch(outcomes.size(), time);
        isFailing = false;
    }

    void failed(int appends) {
        failed.add(appends);
    }

    /** The newest batch was not stored, or the database is away. */
    void failing() {
        isFailing = true;
    }

    boolean isFailing() {
        return isFailing;
    }

    HistoryStats stats(int waiting, boolean available) {
        Batch newest = last;
        return new HistoryStats(
                waiting,
                batches.sum(),
                stored.sum(),
                duplicates.sum(),
                failed.sum(),
                newest.events(),
                newest.time(),
                available);
    }
}
