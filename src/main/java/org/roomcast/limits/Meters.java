package org.roomcast.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Rate;

/**
 * A {@link Meter} for each user or address. One that is as good as new is forgotten; beyond {@value #MOST} of them those
 * who come share one, so that a flood from many addresses takes no memory. Safe in every thread.
 */
public final class Meters {

    /** About 20 MB at the worst. */
    static final int MOST = 100_000;

    private static final long SWEEP_EVERY = Duration.ofSeconds(1).toNanos();

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final int most;
    private final Meter unlimited;
    private final Meter shared;
    private final ConcurrentHashMap<String, Meter> byKey = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt;

    public Meters(Rate rate, LongSupplier nanoTime) {
        this(rate, nanoTime, MOST);
    }

    Meters(Rate rate, LongSupplier nanoTime, int most) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.most = most;
        this.unlimited = new Meter(Rate.UNLIMITED, nanoTime);
        this.shared = new Meter(rate, nanoTime);
        this.sweptAt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * To be asked for every time: a meter is forgotten when it is not used.
     *
     * @param key null for nobody, who has no limit
     */
    public Meter of(@Nullable String key) {
        if (key == null || rate.isUnlimited()) {
            return unlimited;
        }
        Meter known = byKey.get(key);
        if (known != null) {
            return known;
        }
        sweep();
        return byKey.size() < most ? byKey.computeIfAbsent(key, k -> new Meter(rate, nanoTime)) : shared;
    }

    /** How many are remembered. */
    int size() {
        return byKey.size();
    }

    /** By whoever comes first, at most once a second: a pass over all of them for each stranger would be an attack. */
    private void sweep() {
        long last = sweptAt.get();
        long now = nanoTime.getAsLong();
        if (now - last >= SWEEP_EVERY && sweptAt.compareAndSet(last, now)) {
            byKey.values().removeIf(Meter::isUnused);
        }
    }
}
