package org.roomcast.model;

import java.time.Duration;

/**
 * How often something may happen: {@code amount} times within {@code period} in the long run, {@code burst} times at
 * once. Immutable.
 *
 * @param amount 0 for no limit
 */
public record Rate(int amount, Duration period, int burst) {

    /** As often as one likes. */
    public static final Rate UNLIMITED = new Rate(0, Duration.ofMinutes(1), 1);

    public Rate {
        if (amount < 0 || burst < 1 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("no rate: " + amount + " in " + period + ", " + burst + " at once");
        }
    }

    public static Rate perMinute(int amount, int burst) {
        return new Rate(amount, Duration.ofMinutes(1), burst);
    }

    /** So many a minute, which may all come at once. */
    public static Rate perMinute(int amount) {
        return perMinute(amount, Math.max(1, amount));
    }

    /** @param seconds how many seconds' worth may come at once */
    public static Rate perSecond(int amount, int seconds) {
        return new Rate(amount, Duration.ofSeconds(1), atMost((long) amount * seconds));
    }

    public boolean isUnlimited() {
        return amount == 0;
    }

    /** The same for many together; no limit stays none. */
    public Rate times(int factor) {
        return isUnlimited() ? this : new Rate(atMost((long) amount * factor), period, atMost((long) burst * factor));
    }

    private static int atMost(long number) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, number));
    }
}
