package org.roomcast.boot;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Meter;
import org.roomcast.model.Rate;

/**
 * How many pings and pongs a connection may send. Each ping is owed an answer (RFC 6455 section 5.5.2), which the engine
 * gives by itself before the application, and its rate of frames, know of it. Immutable.
 *
 * @param nanoTime the time for measuring spans, as {@link System#nanoTime}
 * @param refused is told once of each connection that sends too many
 */
record Pings(Rate rate, LongSupplier nanoTime, Consumer<Limit> refused) {

    /** Counts those of one connection. Called by one thread at a time. */
    final class Count {
        /** Null until the first one comes: most connections send one in half a minute. */
        private @Nullable Meter meter;

        private boolean isOver;

        /** @return whether one more may pass; false for ever after it once was */
        boolean take() {
            if (meter == null) {
                meter = new Meter(rate, nanoTime);
            }
            if (!isOver && !meter.tryTake().isZero()) {
                isOver = true;
                refused.accept(Limit.PINGS);
            }
            return !isOver;
        }
    }

    Count ofConnection() {
        return new Count();
    }
}
