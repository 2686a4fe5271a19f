package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeProblemTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void aHandshakeOfVersion13WithAKeyOf16BytesIsOne() {
        assertThat(UpgradeProblem.of(KEY, "13")).isNull();
        assertThat(UpgradeProblem.of(" " + KEY + " ", "13")).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "dGhlIHNhbXBsZSBub25jZ", "c2hvcnQ=", "dGhlIHNhbXBsZSBub25jZSB0b28gbG9uZw==", "!!!"})
    void withoutAKeyOf16BytesItIsNone(String key) {
        assertThat(UpgradeProblem.of(key, "13")).isEqualTo(UpgradeProblem.NO_KEY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "8", "7", "14", "13, 8"})
    void anotherVersionIsNotSpoken(String version) {
        assertThat(UpgradeProblem.of(KEY, version)).isEqualTo(UpgradeProblem.OTHER_VERSION);
        assertThat(UpgradeProblem.OTHER_VERSION.status()).isEqualTo(426);
        assertThat(UpgradeProblem.OTHER_VERSION.body()).contains("\"status\":426");
    }
}
