package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Identity;

class ApiKeysTest {

    @Test
    void aKeyNamesItsProgram() {
        ApiKeys keys = ApiKeys.parse("ci:k1, billing : k:2 ,");
        assertThat(keys.identify("k1")).contains(Identity.program("ci"));
        assertThat(keys.identify("k:2")).map(Identity::name).contains("billing");
        assertThat(keys.identify("k2")).isEmpty();
        assertThat(keys.identify("")).isEmpty();
        assertThat(keys.identify("ci")).isEmpty();
        assertThat(keys.identify("K1")).isEmpty();
        assertThat(keys.isEmpty()).isFalse();
    }

    @Test
    void aKeyMayBeGivenAsItsHash() throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("k1".getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(hash);
        assertThat(ApiKeys.parse("ci:sha256:" + hex).identify("k1"))
                .map(Identity::name)
                .contains("ci");
        assertThat(ApiKeys.parse("ci:sha256:" + hex.toUpperCase(java.util.Locale.ROOT))
                        .identify("k1"))
                .isPresent();
        assertThat(ApiKeys.parse("ci:sha256:" + hex).identify("sha256:" + hex))
                .as("the hash is no key")
                .isEmpty();
        assertThat(ApiKeys.parse("ci:sha256:" + hex).identify(hex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void noPairsAreNoKeys(String pairs) {
        assertThat(ApiKeys.parse(pairs).isEmpty()).isTrue();
        assertThat(ApiKeys.parse(pairs).identify("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tulip", ":tulip", "ci:", "ci: ", "ci:sha256:tulip", "ci:sha256:", "ci:tulip,ci:tulip2"})
    void aPairThatIsNoneIsRefusedWithoutShowingIt(String pairs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKeys.parse(pairs))
                .withMessageNotContaining("tulip");
    }

    @Test
    void keysAreNotShown() {
        assertThat(ApiKeys.parse("ci:tulip").toString()).contains("ci").doesNotContain("tulip");
    }
}
