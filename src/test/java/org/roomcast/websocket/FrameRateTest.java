package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameRateTest {

    @Test
    void theBurstIsTakenAndThenThereIsAWait() {
        FrameRate rate = new FrameRate(60, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(rate.take()).isZero();
        }
        assertThat(rate.take()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theWaitFollowsTheRate() {
        FrameRate rate = new FrameRate(1, 1);
        assertThat(rate.take()).isZero();
        assertThat(rate.take()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    @Test
    void zeroIsNoLimit() {
        FrameRate rate = new FrameRate(0, 1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.take()).isZero();
        }
    }
}
