package org.roomcast.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Rate;

/** Measures one thing against its {@link Rate}: a token bucket. Safe in every thread. */
public final class Meter {

    private final Rate rate;
    private final @Nullable Bucket bucket;

    /** @param nanoTime the time for measuring spans, as {@link System#nanoTime} */
    public Meter(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.bucket = rate.isUnlimited()
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.amount(), rate.period()))
                        .withCustomTimePrecision(new Nanos(nanoTime))
                        .build();
    }

    /** After how long one more is within the rate; zero when it is now. Takes nothing. */
    public Duration untilFree() {
        if (bucket == null) {
            return Duration.ZERO;
        }
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        // the library rounds down, and whoever comes back then would be a nanosecond early
        return probe.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill() + 1);
    }

    /** Counts one, within the rate or not; what is beyond has to be waited for. */
    public void take() {
        if (bucket != null) {
            bucket.consumeIgnoringRateLimits(1);
        }
    }

    /** Counts one if it is within the rate. @return after how long it will be; zero when it was counted */
    public Duration tryTake() {
        if (bucket == null || bucket.tryConsume(1)) {
            return Duration.ZERO;
        }
        Duration wait = untilFree();
        return wait.isZero() ? Duration.ofNanos(1) : wait;
    }

    /** Whether it is as good as new, and may be forgotten. */
    boolean isUnused() {
        return bucket == null || bucket.getAvailableTokens() >= rate.burst();
    }

    private record Nanos(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
