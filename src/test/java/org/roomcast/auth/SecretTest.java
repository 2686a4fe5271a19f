package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void needs32Bytes() {
        assertThat(Secret.of("x".repeat(32)).bytes()).hasSize(32);
        assertThat(Secret.of("ü".repeat(16)).bytes()).hasSize(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("tulip".repeat(6)))
                .withMessageContaining("32")
                .withMessageNotContaining("tulip");
    }

    @Test
    void isNeverShownAndNeverChanged() {
        Secret secret = Secret.of("tulip".repeat(8));
        assertThat(secret.toString()).doesNotContain("tulip");
        secret.bytes()[0] = 0;
        assertThat(secret.bytes()[0]).isEqualTo((byte) 't');
    }

    @Test
    void aRandomTextIsASecretOfItsOwn() {
        assertThat(Secret.randomText()).matches("[0-9a-f]{64}").isNotEqualTo(Secret.randomText());
        assertThat(Secret.of(Secret.randomText())).isNotNull();
    }
}
