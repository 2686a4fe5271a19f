package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeLogTest {

    private static final class Owner {}

    private static final String FORGED = "12:00:00 SEVERE forged";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u000b",
                "\u000c",
                "\u001b[2K",
                "\b\b\b",
                "\u202e",
                "\u2066",
                "\u0000",
                "\ud800"
            })
    void nothingThatCameInEndsALineOrTurnsItAround(String evil) {
        String text = "room a" + evil + FORGED;
        for (String logged : List.of(
                logged(log -> log.log(Level.WARNING, text)),
                logged(log -> log.log(Level.WARNING, "A room: {0}", text)),
                logged(log -> log.log(Level.WARNING, () -> text)),
                logged(log -> log.log(Level.WARNING, "A fault", new IllegalStateException(text))),
                logged(log -> log.log(
                        Level.WARNING, "A fault", new IllegalStateException("x", new IllegalArgumentException(text)))),
                logged(log -> log.log(Level.WARNING, "A fault", suppressing(text))))) {
            assertThat(logged).contains(FORGED).doesNotContain(evil + FORGED);
            assertThat(logged.lines()).noneMatch(line -> line.startsWith(FORGED));
        }
    }

    @Test
    void aFaultKeepsItsTraceItsTypeAndItsCauses() {
        IllegalStateException fault = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        assertThat(logged(log -> log.log(Level.ERROR, "A fault", fault)))
                .contains(
                        "java.lang.IllegalStateException: outer",
                        "Caused by: java.lang.IllegalArgumentException: inner",
                        "at org.roomcast.model.SafeLogTest.aFaultKeepsItsTraceItsTypeAndItsCauses");
    }

    @Test
    void aFaultThatIsItsOwnCauseEnds() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two", one);
        one.initCause(two);
        assertThat(logged(log -> log.log(Level.ERROR, "A fault", one))).contains("one", "two");
    }

    @Test
    void aLineHas2KbAtMost() {
        assertThat(logged(log -> log.log(Level.WARNING, "x".repeat(1_000_000)))).hasSizeBetween(2_048, 2_300);
        assertThat(logged(log -> log.log(Level.WARNING, "{0}", "\n".repeat(1_000_000))))
                .hasSizeBetween(2_048, 2_300);
        assertThat(LogText.line("Grüße, 世界 🫖")).isEqualTo("Grüße, 世界 🫖");
    }

    private static Throwable suppressing(String text) {
        IllegalStateException fault = new IllegalStateException("x");
        fault.addSuppressed(new IllegalArgumentException(text));
        return fault;
    }

    private static String logged(java.util.function.Consumer<System.Logger> entry) {
        Logger logger = Logger.getLogger(Owner.class.getName());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StreamHandler handler =
                new StreamHandler(new PrintStream(bytes, true, StandardCharsets.UTF_8), new SimpleFormatter());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            entry.accept(SafeLog.of(Owner.class));
            handler.flush();
        } finally {
            logger.removeHandler(handler);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
