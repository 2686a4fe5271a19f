package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.ManualClock;
import org.roomcast.websocket.MessageAssembler.TooLargeException;

class MessageAssemblerFlawsTest {

    private final ManualClock clock = new ManualClock();
    private final MessageAssembler assembler = new MessageAssembler(10, clock::nanoTime);

    @Test
    void aPairCutBetweenTwoPartsCountsAsFourBytes() throws TooLargeException {
        assembler.add("012345\uD83D", false);
        assertThat(assembler.add("\uDE00", true)).isEqualTo("012345\uD83D\uDE00");
    }

    /** System.nanoTime may be negative; the clock of the tests is. */
    @Test
    void theAgeOfAMessageIsRightOnANegativeClock() throws TooLargeException {
        assembler.add("0", false);
        clock.advance(Duration.ofSeconds(11));
        assertThat(assembler.pendingNanos()).isEqualTo(Duration.ofSeconds(11).toNanos());
    }
}
