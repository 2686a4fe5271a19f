package org.roomcast.websocket;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts offences within a sliding minute. Called by one thread at a time. */
final class Strikes {

    /** So many within a minute end a connection, PROTOCOL.md sections 2.3 and 5. */
    static final int MAX = 10;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final long[] times = new long[MAX];
    private final LongSupplier nanoTime;
    private int count;

    Strikes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes one. @return whether it is one too many */
    boolean strike() {
        long now = nanoTime.getAsLong();
        int slot = count % MAX;
        boolean isFull = count >= MAX - 1;
        times[slot] = now;
        count++;
        if (!isFull) {
            return false;
        }
        long oldest = times[count % MAX];
        return now - oldest <= WINDOW;
    }
}
