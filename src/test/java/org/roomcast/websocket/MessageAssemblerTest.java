package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.ManualClock;
import org.roomcast.websocket.MessageAssembler.TooLargeException;

class MessageAssemblerTest {

    private final ManualClock clock = new ManualClock();
    private final MessageAssembler assembler = new MessageAssembler(10, clock::nanoTime);

    @Test
    void aWholeMessageIsPassedOnAsItIs() throws TooLargeException {
        String message = "0123456789";
        assertThat(assembler.add(message, true)).isSameAs(message);
        assertThat(assembler.add("", true)).isEmpty();
    }

    @Test
    void partsAreJoinedInOrder() throws TooLargeException {
        assertThat(assembler.add("01", false)).isNull();
        assertThat(assembler.add("", false)).isNull();
        assertThat(assembler.add("23", false)).isNull();
        assertThat(assembler.add("4", true)).isEqualTo("01234");
        assertThat(assembler.add("", false)).isNull();
        assertThat(assembler.add("x", true)).isEqualTo("x");
    }

    @Test
    void theLimitIsInBytesAndForTheWholeMessage() throws TooLargeException {
        assertThat(assembler.add("üüüüü", true)).hasSize(5);
        assertTooLarge("üüüüüx", true);
        assertTooLarge("01234567890", true);
        assertThat(assembler.add("01234", false)).isNull();
        assertThat(assembler.add("56789", false)).isNull();
        assertTooLarge("x", false);
    }

    @Test
    void aTooLargeMessageIsForgotten() throws TooLargeException {
        assembler.add("0123456789", false);
        assertTooLarge("x", true);
        assertThat(assembler.pendingNanos()).isZero();
        assertThat(assembler.add("0123456789", true)).isEqualTo("0123456789");
    }

    @Test
    void aMessageHas256PartsAtMost() throws TooLargeException {
        for (int i = 0; i < 255; i++) {
            assertThat(assembler.add("", false)).isNull();
        }
        assertThat(assembler.add("x", true)).isEqualTo("x");
        for (int i = 0; i < 256; i++) {
            assembler.add("", false);
        }
        assertTooLarge("", true);
    }

    @Test
    void tellsForHowLongAMessageHasBeenIncomplete() throws TooLargeException {
        clock.advance(Duration.ofDays(2));
        assertThat(assembler.pendingNanos()).isZero();
        assembler.add("0", false);
        clock.advance(Duration.ofSeconds(3));
        assembler.add("1", false);
        assertThat(assembler.pendingNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assembler.add("2", true);
        assertThat(assembler.pendingNanos()).isZero();
        clock.advance(Duration.ofSeconds(3));
        assembler.add("3", false);
        assertThat(assembler.pendingNanos()).isZero();
    }

    private void assertTooLarge(String part, boolean last) {
        assertThatExceptionOfType(TooLargeException.class).isThrownBy(() -> assembler.add(part, last));
    }
}
