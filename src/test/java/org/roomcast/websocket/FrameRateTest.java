package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Throttles;
import org.roomcast.model.Rate;
import org.roomcast.testing.ManualTime;

class FrameRateTest {

    private final ManualTime time = new ManualTime(0);

    @Test
    void theBurstIsTakenAndThenThereIsAWait() {
        FrameRate rate = own(60, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(rate.take(null)).isNull();
        }
        FrameRate.Excess excess = rate.take(null);
        assertThat(excess.limit()).isEqualTo(Limit.FRAMES);
        assertThat(excess.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1001));
    }

    @Test
    void afterTheWaitAFrameIsTakenAndNotBefore() {
        FrameRate rate = own(7, 3);
        for (int i = 0; i < 3; i++) {
            rate.take(null);
        }
        Duration wait = rate.take(null).retryAfter();
        time.pass(wait.minusNanos(1_000));
        assertThat(rate.take(null)).isNotNull();
        time.pass(Duration.ofNanos(1_000));
        assertThat(rate.take(null)).isNull();
        assertThat(rate.take(null)).isNotNull();
    }

    @Test
    void zeroIsNoLimit() {
        FrameRate rate = own(0, 1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.take("ada")).isNull();
        }
    }

    @Test
    void allConnectionsOfAUserShareARate() {
        Throttles throttles = throttles(Rate.perMinute(60, 4), Rate.UNLIMITED);
        FrameRate one = new FrameRate(Rate.UNLIMITED, throttles, "192.0.2.1");
        FrameRate two = new FrameRate(Rate.UNLIMITED, throttles, "192.0.2.2");
        for (int i = 0; i < 2; i++) {
            assertThat(one.take("ada")).isNull();
            assertThat(two.take("ada")).isNull();
        }
        assertThat(one.take("ada").limit()).isEqualTo(Limit.FRAMES_PER_USER);
        assertThat(two.take("ada").limit()).isEqualTo(Limit.FRAMES_PER_USER);
        assertThat(two.take("bob")).isNull();
        assertThat(two.take(null)).isNull();
    }

    @Test
    void allConnectionsOfAnAddressShareARateAndOfIpv6ItsNetworkDoes() {
        Throttles throttles = throttles(Rate.UNLIMITED, Rate.perMinute(60, 2));
        FrameRate one = new FrameRate(Rate.UNLIMITED, throttles, "2001:db8::1");
        FrameRate two = new FrameRate(Rate.UNLIMITED, throttles, "2001:db8::ffff:2");
        FrameRate other = new FrameRate(Rate.UNLIMITED, throttles, "2001:db8:0:1::1");
        assertThat(one.take(null)).isNull();
        assertThat(two.take(null)).isNull();
        assertThat(one.take(null).limit()).isEqualTo(Limit.FRAMES_PER_ADDRESS);
        assertThat(other.take(null)).isNull();
    }

    @Test
    void aRefusedFrameCostsNobodyAnything() {
        Throttles throttles = throttles(Rate.perMinute(60, 3), Rate.UNLIMITED);
        FrameRate narrow = new FrameRate(Rate.perMinute(60, 1), throttles, null);
        FrameRate wide = new FrameRate(Rate.UNLIMITED, throttles, null);
        assertThat(narrow.take("ada")).isNull();
        for (int i = 0; i < 100; i++) {
            assertThat(narrow.take("ada").limit()).isEqualTo(Limit.FRAMES);
        }
        assertThat(wide.take("ada")).isNull();
        assertThat(wide.take("ada")).isNull();
        assertThat(wide.take("ada")).isNotNull();
    }

    @Test
    void whoWasToldToWaitIsTakenAlsoWhenOthersOfTheUserWereFaster() {
        Throttles throttles = throttles(Rate.perMinute(60, 1), Rate.UNLIMITED);
        FrameRate patient = new FrameRate(Rate.UNLIMITED, throttles, null);
        FrameRate fast = new FrameRate(Rate.UNLIMITED, throttles, null);
        assertThat(fast.take("ada")).isNull();
        Duration wait = patient.take("ada").retryAfter();
        time.pass(wait);
        assertThat(fast.take("ada")).isNull();
        assertThat(patient.take("ada")).isNull();
        assertThat(patient.take("ada").retryAfter()).isGreaterThan(Duration.ofSeconds(1));
    }

    /** In the long run the promises give nothing away. */
    @Test
    void allTogetherKeepToTheRateWhoeverWaits() {
        Throttles throttles = throttles(Rate.perMinute(600, 10), Rate.UNLIMITED);
        List<FrameRate> connections = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(new FrameRate(Rate.UNLIMITED, throttles, null));
        }
        Random random = new Random(5);
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            if (connections.get(random.nextInt(connections.size())).take("ada") == null) {
                taken++;
            }
            time.pass(Duration.ofMillis(1));
        }
        assertThat(taken).isBetween(590, 600 + 10 + connections.size());
    }

    private FrameRate own(int perMinute, int burst) {
        return new FrameRate(Rate.perMinute(perMinute, burst), throttles(Rate.UNLIMITED, Rate.UNLIMITED), "192.0.2.1");
    }

    private Throttles throttles(Rate perUser, Rate perAddress) {
        return new Throttles(
                new Throttles.Rates(
                        perUser, perAddress, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED),
                time);
    }
}
