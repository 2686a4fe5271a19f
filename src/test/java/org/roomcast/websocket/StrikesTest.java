package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.ManualClock;

class StrikesTest {

    private final ManualClock clock = new ManualClock();
    private final Strikes strikes = new Strikes(clock::nanoTime);

    @Test
    void theTenthWithinAMinuteIsOneTooMany() {
        for (int i = 1; i <= 9; i++) {
            assertThat(strikes.strike()).isFalse();
        }
        assertThat(strikes.strike()).isTrue();
        assertThat(strikes.strike()).isTrue();
    }

    @Test
    void tenWithinExactlyAMinuteAreTooMany() {
        for (int i = 1; i <= 9; i++) {
            strikes.strike();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(strikes.strike()).isTrue();
    }

    @Test
    void theMinuteSlides() {
        strikes.strike();
        clock.advance(Duration.ofSeconds(50));
        for (int i = 2; i <= 9; i++) {
            assertThat(strikes.strike()).isFalse();
        }
        clock.advance(Duration.ofSeconds(10).plusNanos(1));
        assertThat(strikes.strike()).as("the first has slid out").isFalse();
        assertThat(strikes.strike()).isTrue();
    }

    @Test
    void nineAMinuteMayGoOnForEver() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(strikes.strike()).isFalse();
            clock.advance(Duration.ofMinutes(1).dividedBy(9).plusNanos(1));
        }
    }
}
