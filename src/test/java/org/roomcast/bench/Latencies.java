package org.roomcast.bench;

import java.time.Duration;
import java.util.Arrays;

/** Counts latencies in steps of ten microseconds up to five seconds. */
final class Latencies {
    private static final long STEP_NANOS = 10_000;
    private static final int STEPS = 500_000;

    private final int[] counts = new int[STEPS];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(nanos / STEP_NANOS, STEPS - 1)]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** The latency that the given share (0 to 1) of all stays within. */
    Duration percentile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= wanted) {
                return Duration.ofNanos((step + 1) * STEP_NANOS);
            }
        }
        return Duration.ZERO;
    }
}
