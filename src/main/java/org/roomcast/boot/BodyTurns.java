package org.roomcast.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are served at once whose body is still on its way. It is read on a worker thread, and one that comes
 * slowly holds its thread for as long as it takes; so an address has only so many of them, and all together leave threads
 * to the WebSockets. Safe in every thread.
 */
final class BodyTurns {

    /** A few of a client's requests may be on their way slowly. */
    static final int PER_ADDRESS = 4;

    /** Long enough for the bodies of others that are there already. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int most;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int all;

    /** @param most of all addresses together */
    BodyTurns(int most) {
        this.most = most;
    }

    /** Waits a moment for a turn. @return whether it has come; then {@link #leave} is to be called */
    synchronized boolean enter(String address) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (all == most || perAddress.getOrDefault(address, 0) == PER_ADDRESS) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
        all++;
        perAddress.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String address) {
        all--;
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }
}
