package org.roomcast.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when to connect again: by the close code's range (PROTOCOL.md section 2.4), by what {@code goodbye} asked
 * for, and by how often it failed lately. Exponential backoff with full jitter: any moment up to a doubling ceiling, so
 * that clients return one by one. For the client's thread.
 */
final class Retry {

    /** A connection that lived this long was a good one: the next failure counts as the first. */
    static final Duration PROVEN = Duration.ofSeconds(10);
    /** The most that a client waits after a 42xx, which asks it back at once. */
    static final Duration SOON = Duration.ofMillis(500);

    private static final int NORMAL = 1000;
    private static final int POLICY = 1008;
    private static final int EXTENSION_MISSING = 1010;
    private static final int TOKEN_EXPIRED = 4203;
    /** Doubling further would leave the range of a long. */
    private static final int MOST_DOUBLINGS = 20;

    private final Loop loop;
    private final RandomGenerator random;
    private final Duration base;
    private final Duration ceiling;
    private int failures;
    private @Nullable Long openedAt;
    private long notBefore;

    Retry(Loop loop, RandomGenerator random, Duration base, Duration ceiling) {
        this.loop = loop;
        this.random = random;
        this.base = base;
        this.ceiling = ceiling;
        notBefore = loop.nanos();
    }

    void opened() {
        openedAt = loop.nanos();
    }

    void goodbye(Duration retryAfter) {
        notBefore = loop.nanos() + retryAfter.toNanos();
    }

    /** @return how long to wait; null to stay away */
    @Nullable Duration delayAfter(int code, boolean renewableToken) {
        boolean proven = openedAt != null && loop.nanos() - openedAt >= PROVEN.toNanos();
        openedAt = null;
        if (proven) {
            failures = 0;
        }
        if (isFinal(code) || (code == TOKEN_EXPIRED && !renewableToken)) {
            return null;
        }
        // At once only after a good connection: one that is cut again and again must not be rebuilt in a tight loop.
        Duration jitter = within(code, 4200) && proven ? upTo(SOON) : upTo(limit());
        return Duration.ofNanos(Math.max(0, notBefore - loop.nanos())).plus(jitter);
    }

    private Duration limit() {
        Duration doubled = base.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        return doubled.compareTo(ceiling) < 0 ? doubled : ceiling;
    }

    private Duration upTo(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }

    /** 1000: the server is done with us. 1008, 1010, 40xx: what we asked for will not be had next time either. */
    private static boolean isFinal(int code) {
        return code == NORMAL || code == POLICY || code == EXTENSION_MISSING || within(code, 4000);
    }

    private static boolean within(int code, int start) {
        return code >= start && code < start + 100;
    }
}
