package org.roomcast.client;

import java.time.Duration;

/**
 * Keeps to the rate that {@code welcome} tells, so that the server need drop nothing. Where it tells none, there is none.
 * For the client's thread.
 */
final class Pace {

    /** Part of the server's burst that is not used: frames bunch up on their way, and more arrive at once than were sent. */
    private static final double SPARE = 0.1;

    /** Part of the burst that publications leave to questions and probes. */
    private static final double RESERVE = 0.2;

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final Loop loop;
    private double perNano;
    private double burst = Double.POSITIVE_INFINITY;
    private double left = burst;
    private long at;
    /** Since {@link #at}; nothing may go before. */
    private long held;

    Pace(Loop loop) {
        this.loop = loop;
        at = loop.nanos();
    }

    /**
     * A connection begins, with all of its burst.
     *
     * @param perMinute frames; 0 for as many as one likes
     */
    void begin(long perMinute, long framesBurst) {
        perNano = perMinute / NANOS_PER_MINUTE;
        burst = perMinute > 0 ? Math.max(1, Math.floor(framesBurst * (1 - SPARE))) : Double.POSITIVE_INFINITY;
        left = burst;
        at = loop.nanos();
        held = 0;
    }

    /** The server takes nothing before that time is over. */
    void hold(Duration time) {
        refill();
        held = time.toNanos();
    }

    /** A frame has gone out, whether or not there was room for it. */
    void spend() {
        refill();
        left -= 1;
    }

    /** How long until a question may go; zero for now. */
    Duration delay() {
        return untilThereAre(1);
    }

    /** How long until a publication may go; zero for now. */
    Duration publishDelay() {
        return untilThereAre(burst < Double.POSITIVE_INFINITY ? 1 + Math.floor(burst * RESERVE) : 1);
    }

    private Duration untilThereAre(double frames) {
        refill();
        long refilled = left < frames ? (long) Math.ceil((frames - left) / perNano) : 0;
        return Duration.ofNanos(Math.max(refilled, held));
    }

    private void refill() {
        long now = loop.nanos();
        left = Math.min(burst, left + (now - at) * perNano);
        held = Math.max(0, held - (now - at));
        at = now;
    }
}
