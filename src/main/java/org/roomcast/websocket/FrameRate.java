package org.roomcast.websocket;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many frames a connection may still send: a token bucket (PROTOCOL.md section 5). Safe in every thread. */
final class FrameRate {

    private final @Nullable Bucket bucket;

    /** @param perMinute 0 for no limit */
    FrameRate(int perMinute, int burst) {
        this.bucket = perMinute == 0
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build();
    }

    /** Takes one frame. @return after how long it will be accepted; zero when it is accepted now */
    Duration take() {
        if (bucket == null) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }
}
