package org.roomcast.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.ManualClock;

class RecentKeysTest {

    private final ManualClock clock = new ManualClock();
    private final RecentKeys<String, Integer> keys = new RecentKeys<>(3, clock::nanoTime);

    @Test
    void aNewKeyTakesItsValueAndAKnownOneKeepsIt() {
        assertThat(keys.putIfAbsent("a", 1)).isNull();
        assertThat(keys.putIfAbsent("a", 2)).isEqualTo(1);
        assertThat(keys.putIfAbsent("a", 3)).isEqualTo(1);
    }

    @Test
    void aKeyLivesFiveMinutesFromItsFirstUse() {
        keys.putIfAbsent("a", 1);
        clock.advance(Duration.ofMinutes(4));
        assertThat(keys.putIfAbsent("a", 2)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1).minusNanos(1));
        assertThat(keys.putIfAbsent("a", 3)).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        assertThat(keys.putIfAbsent("a", 4)).isNull();
        assertThat(keys.putIfAbsent("a", 5)).isEqualTo(4);
    }

    @Test
    void beyondTheWeightTheOldestAreForgotten() {
        RecentKeys<String, Integer> weighed = new RecentKeys<>(100, 10, value -> value, clock::nanoTime);
        weighed.putIfAbsent("a", 4);
        weighed.putIfAbsent("b", 4);
        weighed.update("b", value -> 6);
        assertThat(weighed.putIfAbsent("a", 4)).as("exactly the weight fits").isEqualTo(4);
        weighed.putIfAbsent("c", 1);
        assertThat(weighed.putIfAbsent("b", 6)).isEqualTo(6);
        assertThat(weighed.putIfAbsent("c", 1)).isEqualTo(1);
        weighed.forget("b");
        weighed.putIfAbsent("d", 9);
        assertThat(weighed.putIfAbsent("c", 1))
                .as("what is forgotten weighs nothing")
                .isEqualTo(1);
        assertThat(weighed.putIfAbsent("a", 1)).as("the oldest had to go").isNull();
    }

    @Test
    void beyondTheCapacityTheOldestIsForgotten() {
        keys.putIfAbsent("a", 1);
        keys.putIfAbsent("b", 2);
        keys.putIfAbsent("c", 3);
        keys.putIfAbsent("a", 9);
        keys.putIfAbsent("d", 4);
        assertThat(keys.putIfAbsent("b", 9)).isEqualTo(2);
        assertThat(keys.putIfAbsent("c", 9)).isEqualTo(3);
        assertThat(keys.putIfAbsent("d", 9)).isEqualTo(4);
        assertThat(keys.putIfAbsent("a", 9)).isNull();
    }

    @Test
    void aForgottenKeyIsNewAgain() {
        keys.putIfAbsent("a", 1);
        keys.forget("a");
        keys.forget("unknown");
        assertThat(keys.putIfAbsent("a", 2)).isNull();
    }

    @Test
    void anUpdateChangesTheValueAndNotTheTime() {
        keys.putIfAbsent("a", 1);
        clock.advance(Duration.ofMinutes(4));
        keys.update("a", value -> value + 10);
        keys.update("unknown", value -> value + 10);
        assertThat(keys.putIfAbsent("a", 2)).isEqualTo(11);
        clock.advance(Duration.ofMinutes(1));
        assertThat(keys.putIfAbsent("a", 3)).isNull();
    }

    @Test
    void aKeyThatWasUpdatedIsStillTheOldest() {
        keys.putIfAbsent("a", 1);
        keys.putIfAbsent("b", 2);
        keys.update("a", value -> value);
        keys.putIfAbsent("c", 3);
        keys.putIfAbsent("d", 4);
        assertThat(keys.putIfAbsent("b", 9)).isEqualTo(2);
        assertThat(keys.putIfAbsent("a", 9)).isNull();
    }
}
