package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"x\":{\"a\":1,\"a\":2}}]",
                "{\"\":1,\"\":2}"
            })
    void refusesAKeyThatStandsTwice(String text) {
        assertRefused(text);
    }

    @Test
    void theSameKeyInTwoObjectsIsFine() {
        assertThat(StrictJson.parse("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}")).isInstanceOf(JsonObject.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}x", "{} {}", "{}{}", "1 2", "[],", "{}]", "null null", "\"a\"\"b\"", "{}\u0000", "[]//"})
    void refusesWhatFollowsTheValue(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "hello",
                "{",
                "[",
                "\"",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "{a:1}",
                "{'a':1}",
                "NaN",
                "Infinity",
                "-",
                "+1",
                "01",
                "1.",
                ".5",
                "1e",
                "0x1",
                "tru",
                "TRUE",
                "nul",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"a\u0001b\"",
                "\"a\nb\"",
                "/* */1",
                "\uFEFF{}",
                "}",
                "]",
                ":",
                ",",
                "{\"a\" 1}",
                "{1:2}",
                "{null:1}",
                "[1 2]",
                "--1",
                "1-"
            })
    void refusesWhatIsNotJson(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"a\\u0000b\"",
                "{\"a\\u0000\":1}",
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ud83dx\"",
                "\"\\ude00\\ud83d\"",
                "{\"\\ud83d\":1}",
                "{\"\\ude00\":1}",
                "[[\"\\ud83d\"]]",
                "\"\uD83D\"",
                "{\"\uDE00\":1}",
                "\"\u0000\"",
                "\"\\ud83d\\ud83d\\ude00\""
            })
    void refusesNulAndHalvesOfPairsInValuesAndKeys(String text) {
        assertRefused(text);
    }

    @Test
    void takes32LevelsAndNotOneMore() {
        assertThat(StrictJson.parse("[".repeat(32) + "]".repeat(32))).isNotNull();
        assertThat(StrictJson.parse("{\"a\":".repeat(32) + "1" + "}".repeat(32)))
                .isNotNull();
        assertRefused("[".repeat(33) + "]".repeat(33));
        assertRefused("{\"a\":".repeat(33) + "1" + "}".repeat(33));
        assertRefused("[".repeat(100_000));
    }

    @Test
    void siblingsDoNotAddToTheDepth() {
        String branch = "[".repeat(31) + "]".repeat(31);
        assertThat(StrictJson.parse("[" + branch + "," + branch + "]")).isNotNull();
    }

    @Test
    void takes256KeysOfOneObjectAndNotOneMore() {
        assertThat(StrictJson.parse(objectWith(256)).asJsonObject()).hasSize(256);
        assertThat(StrictJson.parse("[" + objectWith(256) + "," + objectWith(256) + "]"))
                .isNotNull();
        assertRefused(objectWith(257));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999999999",
                "1e1000000000",
                "-1e1000000000",
                "1e309",
                "-1e309",
                "1e400",
                "1e-400",
                "-1e-400",
                "1e-1000000000",
                "0.1e-400",
                "1e99999999999999999999"
            })
    void refusesNumbersThatNoReaderHolds(String number) {
        assertRefused(number);
        assertRefused("{\"a\":[" + number + "]}");
    }

    @Test
    void refusesANumberOfEndlessDigitsAtOnce() {
        String endless = "0." + "1".repeat(60_000);
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertRefused(endless));
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertRefused("1".repeat(60_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "-9223372036854775808",
                "0",
                "-1",
                "1.5",
                "-0.0",
                "0.0",
                "0e5",
                "0e-400",
                "1e308",
                "1.7976931348623157e308",
                "4.9e-324",
                "1E5",
                "1e+5",
                "1e-5",
                "123456789.123456789"
            })
    void takesNumbersUpToTheLimits(String number) {
        JsonValue value = StrictJson.parse(number);
        assertThat(Double.parseDouble(value.toString())).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void theLargestIntegersStayExact() {
        assertThat(StrictJson.parse("9223372036854775807")).hasToString("9223372036854775807");
        assertThat(StrictJson.parse("-9223372036854775808")).hasToString("-9223372036854775808");
    }

    @Test
    void readsEscapesAndEmoji() {
        Map<String, String> values = Map.of(
                "\\u00fc", "ü",
                "\\ud83d\\ude00", "😀",
                "😀", "😀",
                "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t",
                "\\u0001", "\u0001",
                "\\uFFFF", "\uFFFF",
                "\u2028", "\u2028",
                "\u007F", "\u007F");
        values.forEach((text, value) -> assertThat(((JsonString) StrictJson.parse('"' + text + '"')).getString())
                .isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", " {} ", "\r\n\t[ ]\n", "null", "true", "false", "\"\"", "{\"\":{}}", "[null,[],{}]"})
    void takesEveryOtherJsonText(String text) {
        assertThat(StrictJson.parse(text)).isNotNull();
    }

    @Test
    void aRefusalShowsNothingOfTheText() {
        for (String text :
                new String[] {"{\"secret\":1,\"secret\":2}", "secret", "{\"secret\":\"secret\"", "{}secret"}) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> StrictJson.parse(text))
                    .satisfies(refused -> assertThat(refused.text()).doesNotContain("secret"));
        }
    }

    private static String objectWith(int keys) {
        return IntStream.range(0, keys).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(ProtocolException.class)
                .as(text.length() > 100 ? text.length() + " characters" : text)
                .isThrownBy(() -> StrictJson.parse(text))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_FRAME));
    }
}
