package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.lang.Thread.State;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BodyTurnsTest {

    @Test
    void anAddressHasOnlySoMany() {
        BodyTurns turns = new BodyTurns(24);
        enter(turns, "slow", BodyTurns.PER_ADDRESS);
        assertThat(turns.enter("slow")).isFalse();
        assertThat(turns.enter("another")).isTrue();
        turns.leave("slow");
        assertThat(turns.enter("slow")).isTrue();
    }

    @Test
    void allTogetherHaveOnlySoMany() {
        BodyTurns turns = new BodyTurns(6);
        enter(turns, "one", 3);
        enter(turns, "two", 3);
        assertThat(turns.enter("three")).isFalse();
        turns.leave("two");
        assertThat(turns.enter("three")).isTrue();
    }

    @Test
    void whoWaitsIsServedWhenAnotherLeaves() {
        // on a busy machine its patience may have ended before the first one leaves
        eventually(() -> {
            BodyTurns turns = new BodyTurns(1);
            enter(turns, "one", 1);
            FutureTask<Boolean> later = new FutureTask<>(() -> turns.enter("two"));
            Thread waiting = new Thread(later);
            waiting.start();
            while (waiting.getState() != State.TIMED_WAITING) {
                assertThat(waiting.isAlive()).as("it waits").isTrue();
                Thread.onSpinWait();
            }
            turns.leave("one");
            assertThat(later.get()).isTrue();
        });
    }

    private static void enter(BodyTurns turns, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(turns.enter(address)).isTrue();
        }
    }
}
