package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.ManualClock;

class DayCounterTest {

    @Test
    void startsAnewAtMidnight() {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-20T23:59:59.999Z"), ZoneOffset.UTC);
        DayCounter counter = new DayCounter(clock);
        counter.increment();
        counter.increment();
        assertThat(counter.count()).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(counter.count()).isZero();
        counter.increment();
        assertThat(counter.count()).isEqualTo(1);
    }

    @Test
    void midnightIsThatOfTheClocksZone() {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-20T22:30:00Z"), ZoneId.of("Europe/Berlin"));
        DayCounter counter = new DayCounter(clock);
        counter.increment();
        clock.advance(Duration.ofMinutes(29));
        assertThat(counter.count()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(counter.count()).isZero();
    }

    @Test
    void aDayOfTwentyFiveHoursIsOneDay() {
        ManualClock clock = new ManualClock(Instant.parse("2026-10-24T22:00:00Z"), ZoneId.of("Europe/Berlin"));
        DayCounter counter = new DayCounter(clock);
        counter.increment();
        clock.advance(Duration.ofHours(24).plusMinutes(59));
        assertThat(counter.count()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(counter.count()).isZero();
    }

    @Test
    void aWeekWithoutACountIsOneMidnight() {
        ManualClock clock = new ManualClock();
        DayCounter counter = new DayCounter(clock);
        counter.increment();
        clock.advance(Duration.ofDays(7));
        counter.increment();
        assertThat(counter.count()).isEqualTo(1);
    }
}
