package org.roomcast.registry;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a connection last gave or was given a sign of life. Written by few threads, read by the heartbeat's. */
final class Vitals {

    private final LongSupplier nanoTime;
    private volatile long lastHeard;
    private volatile long lastPing;
    private volatile long closingSince;
    private volatile @Nullable Instant expiryWarned;

    Vitals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastHeard = nanoTime.getAsLong();
        this.lastPing = lastHeard;
    }

    void heard() {
        lastHeard = nanoTime.getAsLong();
    }

    void closing() {
        closingSince = nanoTime.getAsLong();
    }

    long silentNanos() {
        return nanoTime.getAsLong() - lastHeard;
    }

    long closingNanos() {
        return nanoTime.getAsLong() - closingSince;
    }

    /** Whether the last ping is at least so old; if so, this counts as the next. Called by one thread at a time. */
    boolean takesPing(long nanos) {
        long now = nanoTime.getAsLong();
        if (now - lastPing < nanos) {
            return false;
        }
        lastPing = now;
        return true;
    }

    /** Whether the identity's end has not been announced yet; true once for each end. */
    boolean announcesExpiry(Instant expiresAt) {
        if (expiresAt.equals(expiryWarned)) {
            return false;
        }
        expiryWarned = expiresAt;
        return true;
    }
}
