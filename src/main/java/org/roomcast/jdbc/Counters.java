package org.roomcast.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.roomcast.history.HistoryStats;
import org.roomcast.history.Stored;

/** Counts what a history store does. Safe in every thread. */
final class Counters {

    private final LongAdder batches = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder trimmed = new LongAdder();
    private final LongAdder batchNanos = new LongAdder();
    private volatile int lastBatchEvents;
    private volatile boolean isAway;

    void stored(List<Stored> outcomes, Duration time) {
        long repeated = outcomes.stream().filter(Stored::duplicate).count();
        batches.increment();
        duplicates.add(repeated);
        stored.add(outcomes.size() - repeated);
        batchNanos.add(time.toNanos());
        lastBatchEvents = outcomes.size();
    }

    void trimmed(long events) {
        trimmed.add(events);
    }

    void failed(int appends) {
        failed.add(appends);
    }

    /** Notes whether the database could be used just now. */
    void away(boolean isAwayNow) {
        isAway = isAwayNow;
    }

    boolean isAway() {
        return isAway;
    }

    HistoryStats stats(int waiting, boolean available) {
        return new HistoryStats(
                waiting,
                batches.sum(),
                stored.sum(),
                duplicates.sum(),
                failed.sum(),
                trimmed.sum(),
                Duration.ofNanos(batchNanos.sum()),
                lastBatchEvents,
                available);
    }
}
