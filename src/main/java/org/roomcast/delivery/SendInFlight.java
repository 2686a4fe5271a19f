package org.roomcast.delivery;

import java.util.List;
import java.util.function.LongSupplier;
import org.roomcast.codec.Frame;

/**
 * The one send of an outbox that its transport has not completed yet. The drain begins it and its completion ends it;
 * every thread may look.
 */
final class SendInFlight {

    private final LongSupplier nanoTime;
    /** Written before {@code isUnderWay} is set, and read by the one completion. */
    private int frames;

    private long bytes;
    private volatile long since;
    private volatile boolean isUnderWay;

    SendInFlight(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin(List<Frame> run) {
        frames = run.size();
        bytes = 0;
        for (Frame frame : run) {
            bytes += frame.bytes();
        }
        since = nanoTime.getAsLong();
        isUnderWay = true;
    }

    void end() {
        isUnderWay = false;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    int frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** How long it has taken so far, in nanoseconds; 0 when there is none. */
    long nanos() {
        return isUnderWay ? Math.max(0, nanoTime.getAsLong() - since) : 0;
    }
}
