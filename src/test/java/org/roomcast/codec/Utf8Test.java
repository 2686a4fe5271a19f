package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\u007F", "\u0080", "ü", "\u07FF", "\u0800", "世", "\uFFFF", "😀", "a😀ü世", "\u0000"})
    void countsTheBytesThatTheJdkWrites(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void agreesWithTheJdkOnEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                int bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                if (Utf8.length(Character.toString(c)) != bytes) {
                    throw new AssertionError("U+" + Integer.toHexString(c));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D",
                "\uDE00",
                "a\uD83D",
                "\uD83Da",
                "\uDE00\uD83D",
                "\uD83D\uD83D\uDE00",
                "😀\uDE00",
                "\u0000",
                "a\u0000b"
            })
    void halfAPairOrNulIsNotClean(String text) {
        assertThat(Utf8.isClean(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "😀", "😀😀", "a😀b", "\u0001", "\uFFFF", "\uE000"})
    void everythingElseIsClean(String text) {
        assertThat(Utf8.isClean(text)).isTrue();
    }

    @Test
    void halfAPairCountsAsThree() {
        assertThat(Utf8.length("\uD83D")).isEqualTo(3);
        assertThat(Utf8.length("\uDE00\uD83D")).isEqualTo(6);
    }
}
