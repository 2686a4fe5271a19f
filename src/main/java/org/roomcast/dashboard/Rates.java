package org.roomcast.dashboard;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.roomcast.registry.Stats;

/** How fast the server works, measured from tick to tick. Safe in every thread. */
final class Rates {

    /** After a failure the server counts as degraded for so long. */
    private static final Duration FAILURE_MEMORY = Duration.ofMinutes(1);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Stats stats;
    private final LongSupplier nanoTime;

    private long tickedAt;
    private long publishedThen;
    private long sentThen;
    private long failuresThen;
    private long failedAt;
    private boolean hasFailed;
    private double messagesPerSecond;
    private double deliveriesPerSecond;

    Rates(Stats stats, LongSupplier nanoTime) {
        this.stats = stats;
        this.nanoTime = nanoTime;
        this.tickedAt = nanoTime.getAsLong();
    }

    /** Closes an interval and begins the next. */
    synchronized void tick() {
        long now = nanoTime.getAsLong();
        double seconds = (now - tickedAt) / NANOS_PER_SECOND;
        if (seconds <= 0) {
            return;
        }
        long published = stats.published();
        long sent = stats.framesSent();
        long failures = stats.failures();
        messagesPerSecond = round((published - publishedThen) / seconds);
        deliveriesPerSecond = round((sent - sentThen) / seconds);
        if (failures != failuresThen) {
            hasFailed = true;
            failedAt = now;
        }
        tickedAt = now;
        publishedThen = published;
        sentThen = sent;
        failuresThen = failures;
    }

    synchronized double messagesPerSecond() {
        return messagesPerSecond;
    }

    synchronized double deliveriesPerSecond() {
        return deliveriesPerSecond;
    }

    synchronized boolean hasFailedLately() {
        return hasFailed && nanoTime.getAsLong() - failedAt < FAILURE_MEMORY.toNanos();
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
