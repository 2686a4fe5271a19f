package org.roomcast.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved; its nano time moves along, from a negative start as the JDK may have. */
public final class ManualClock extends Clock {

    public static final Instant START = Instant.parse("2026-11-20T10:15:30.123Z");

    private final Instant epoch;
    private final ZoneId zone;
    private final AtomicReference<Instant> now;
    private final AtomicReference<Duration> wrong;

    public ManualClock() {
        this(START, ZoneOffset.UTC);
    }

    public ManualClock(Instant start, ZoneId zone) {
        this(start, zone, new AtomicReference<>(start), new AtomicReference<>(Duration.ZERO));
    }

    private ManualClock(Instant epoch, ZoneId zone, AtomicReference<Instant> now, AtomicReference<Duration> wrong) {
        this.epoch = epoch;
        this.zone = zone;
        this.now = now;
        this.wrong = wrong;
    }

    /** Somebody sets the clock: no time passes, and the nano time knows nothing of it. */
    public void set(Duration ahead) {
        wrong.updateAndGet(before -> before.plus(ahead));
    }

    public void advance(Duration span) {
        now.updateAndGet(instant -> instant.plus(span));
    }

    /** For what takes a {@code LongSupplier} of the kind of {@link System#nanoTime}. */
    public long nanoTime() {
        return Duration.between(epoch, now.get()).toNanos() - Duration.ofDays(1).toNanos();
    }

    @Override
    public Instant instant() {
        return now.get().plus(wrong.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(epoch, other, now, wrong);
    }
}
