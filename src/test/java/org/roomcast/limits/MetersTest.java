package org.roomcast.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Rate;
import org.roomcast.testing.ManualTime;

class MetersTest {

    private final ManualTime time = new ManualTime(0);
    private final Meters meters = new Meters(Rate.perMinute(60, 2), time, 1000);

    @Test
    void eachHasTheirOwn() {
        assertThat(meters.of("a").tryTake()).isZero();
        assertThat(meters.of("a").tryTake()).isZero();
        assertThat(meters.of("a").tryTake()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1001));
        assertThat(meters.of("b").tryTake()).isZero();
    }

    @Test
    void nobodyHasNoLimit() {
        for (int i = 0; i < 1000; i++) {
            assertThat(meters.of(null).tryTake()).isZero();
        }
        assertThat(meters.size()).isZero();
    }

    @Test
    void oneThatIsFullAgainIsForgotten() {
        meters.of("a").tryTake();
        meters.of("b").tryTake();
        meters.of("b").tryTake();
        time.pass(Duration.ofSeconds(1));
        meters.of("c").tryTake();
        assertThat(meters.size()).isEqualTo(2);
        time.pass(Duration.ofSeconds(5));
        meters.of("d").tryTake();
        assertThat(meters.size()).isEqualTo(1);
    }

    @Test
    void aFloodFromManyAddressesTakesNoMemoryAndLiftsNoLimit() {
        meters.of("victim").tryTake();
        meters.of("victim").tryTake();
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            taken += meters.of("address " + i).tryTake().isZero() ? 1 : 0;
        }
        assertThat(meters.size()).isEqualTo(1000);
        assertThat(taken).isEqualTo(999 + 2);
        assertThat(meters.of("victim").tryTake()).isPositive();
        time.pass(Duration.ofMinutes(1));
        assertThat(meters.of("newcomer").tryTake()).isZero();
        assertThat(meters.size()).isEqualTo(1);
    }

    @Test
    void theWaitIsTrue() {
        for (int perMinute : new int[] {1, 3, 7, 59, 60, 61, 600, 997, 100_000}) {
            Meter meter = new Meter(Rate.perMinute(perMinute, 1), time);
            meter.take();
            Duration wait = meter.tryTake();
            assertThat(wait).isPositive();
            time.pass(wait);
            assertThat(meter.tryTake()).isZero();
        }
    }
}
