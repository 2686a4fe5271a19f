package org.roomcast.registry;

import java.time.Clock;
import java.time.LocalDate;

/** Counts since midnight of its clock's zone. Safe in every thread. */
final class DayCounter {

    private final Clock clock;
    private long midnightMillis;
    private long count;

    DayCounter(Clock clock) {
        this.clock = clock;
    }

    synchronized void increment() {
        startDay();
        count++;
    }

    synchronized long count() {
        startDay();
        return count;
    }

    private void startDay() {
        if (clock.millis() >= midnightMillis) {
            midnightMillis = LocalDate.now(clock)
                    .plusDays(1)
                    .atStartOfDay(clock.getZone())
                    .toInstant()
                    .toEpochMilli();
            count = 0;
        }
    }
}
