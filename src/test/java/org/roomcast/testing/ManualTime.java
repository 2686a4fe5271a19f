package org.roomcast.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The time for measuring spans, which stands still until it is moved. Safe in every thread. */
public final class ManualTime implements LongSupplier {

    /** Where {@link System#nanoTime} starts is up to the platform: it may be negative, and overflow. */
    private final AtomicLong nanos;

    public ManualTime() {
        this(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());
    }

    public ManualTime(long nanos) {
        this.nanos = new AtomicLong(nanos);
    }

    public void pass(Duration span) {
        nanos.addAndGet(span.toNanos());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
