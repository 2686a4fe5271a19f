package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Identity;
import org.roomcast.testing.ManualClock;

class ApiKeysTest {

    @Test
    void aKeyNamesItsProgram() {
        ApiKeys keys = ApiKeys.parse("ci:k1, billing : k:2 ,");
        assertThat(identify(keys, "k1")).contains(Identity.program("ci"));
        assertThat(identify(keys, "k:2")).map(Identity::name).contains("billing");
        assertThat(identify(keys, "k2")).isEmpty();
        assertThat(identify(keys, "")).isEmpty();
        assertThat(identify(keys, "ci")).isEmpty();
        assertThat(identify(keys, "K1")).isEmpty();
        assertThat(keys.isEmpty()).isFalse();
    }

    @Test
    void aKeyMayBeGivenAsItsHash() throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("k1".getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(hash);
        assertThat(identify(ApiKeys.parse("ci:sha256:" + hex), "k1"))
                .map(Identity::name)
                .contains("ci");
        assertThat(identify(ApiKeys.parse("ci:sha256:" + hex.toUpperCase(java.util.Locale.ROOT)), "k1"))
                .isPresent();
        assertThat(identify(ApiKeys.parse("ci:sha256:" + hex), "sha256:" + hex))
                .as("the hash is no key")
                .isEmpty();
        assertThat(identify(ApiKeys.parse("ci:sha256:" + hex), hex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void noPairsAreNoKeys(String pairs) {
        assertThat(ApiKeys.parse(pairs).isEmpty()).isTrue();
        assertThat(identify(ApiKeys.parse(pairs), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tulip", ":tulip", "ci:", "ci: ", "ci:sha256:tulip", "ci:sha256:", "ci:tulip,ci:tulip2"})
    void aPairThatIsNoneIsRefusedWithoutShowingIt(String pairs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKeys.parse(pairs))
                .withMessageNotContaining("tulip");
    }

    @Test
    void aNameIsFitForLogsAndMetrics() {
        for (String name : java.util.List.of("a b", "a\nb", "é", "x".repeat(65), "a=\"1\"")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ApiKeys.parse(name + ":k"));
        }
    }

    @Test
    void keysAreNotShown() {
        assertThat(ApiKeys.parse("ci:tulip").toString()).contains("ci").doesNotContain("tulip");
    }

    private static Optional<Identity> identify(ApiKeys keys, String shown) {
        return KeyRing.of(keys, new ManualClock()).identify(shown);
    }
}
