package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.ProtocolException;

class StrictJsonZeroTest {

    /** Zero with an exponent beyond an int: a BigDecimal cannot hold the scale. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0e99999999999",
                "0e-99999999999",
                "0.0e2147483648",
                "0e2147483648",
                "-0e-2147483649",
                "0e1000000000"
            })
    void aZeroWithAnEndlessExponentIsTakenOrRefusedButNeverBreaksTheReader(String number) {
        assertThatCode(() -> {
                    try {
                        StrictJson.parse(number);
                    } catch (ProtocolException refused) {
                        // the one allowed way to say no
                    }
                })
                .doesNotThrowAnyException();
    }
}
