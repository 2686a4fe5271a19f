package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
        BodyTurns turns = new BodyTurns(1);
        enter(turns, "one", 1);
        CompletableFuture<Boolean> later = CompletableFuture.supplyAsync(() -> {
            boolean entered = turns.enter("two");
            // its patience may have ended on a busy machine before the first one left
            return entered || turns.enter("two");
        });
        turns.leave("one");
        assertThat(later.join()).isTrue();
    }

    private static void enter(BodyTurns turns, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(turns.enter(address)).isTrue();
        }
    }
}
