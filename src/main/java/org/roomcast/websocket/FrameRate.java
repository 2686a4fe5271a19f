package org.roomcast.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Meter;
import org.roomcast.limits.Throttles;
import org.roomcast.limits.TrustedProxies;
import org.roomcast.model.Rate;

/**
 * How many frames may still be sent: by the connection, by all of its user's, by all from its address (PROTOCOL.md
 * section 5). Who was told to wait is accepted after that, also when others of the same user or address were faster; what
 * that takes too much they wait for. Called by one thread at a time.
 */
final class FrameRate {

    private final Throttles throttles;
    private final Meter own;
    private final @Nullable String address;
    private boolean isPromised;
    private long promisedAt;

    /**
     * Too much.
     *
     * @param retryAfter after how long a frame is accepted
     */
    record Excess(Limit limit, Duration retryAfter) {}

    /** @param address null where it is not known */
    FrameRate(Rate rate, Throttles throttles, @Nullable String address) {
        this.throttles = throttles;
        this.own = new Meter(rate, throttles.nanoTime());
        this.address = TrustedProxies.group(address);
    }

    /**
     * Takes one frame.
     *
     * @param user null for nobody in particular
     * @return why it was not taken; null when it was
     */
    @Nullable Excess take(@Nullable String user) {
        Meter users = throttles.framesPerUser().of(user);
        Meter addresses = throttles.framesPerAddress().of(address);
        Excess excess = longest(users.untilFree(), addresses.untilFree());
        long now = throttles.nanoTime().getAsLong();
        if (excess == null || (isPromised && now - promisedAt >= 0)) {
            isPromised = false;
            own.take();
            users.take();
            addresses.take();
            return null;
        }
        isPromised = true;
        promisedAt = now + excess.retryAfter().toNanos();
        return excess;
    }

    private @Nullable Excess longest(Duration ofUser, Duration ofAddress) {
        Excess longest = new Excess(Limit.FRAMES, own.untilFree());
        longest = longer(longest, new Excess(Limit.FRAMES_PER_USER, ofUser));
        longest = longer(longest, new Excess(Limit.FRAMES_PER_ADDRESS, ofAddress));
        return longest.retryAfter().isZero() ? null : longest;
    }

    private static Excess longer(Excess a, Excess b) {
        return b.retryAfter().compareTo(a.retryAfter()) > 0 ? b : a;
    }
}
