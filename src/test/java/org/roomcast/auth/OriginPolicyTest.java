package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {

    private final OriginPolicy own = new OriginPolicy(List.of());
    private final OriginPolicy listed = new OriginPolicy(List.of("https://App.example", "http://localhost:3000"));

    @ParameterizedTest
    @CsvSource({
        "http://chat.example,chat.example",
        "https://chat.example,chat.example",
        "https://Chat.Example,chat.example",
        "https://chat.example,CHAT.EXAMPLE",
        "http://chat.example:8080,chat.example:8080",
        "http://chat.example:80,chat.example",
        "https://chat.example:443,chat.example",
        "http://chat.example,chat.example:80",
        "https://chat.example,chat.example:443",
        "http://127.0.0.1:8080,127.0.0.1:8080",
        "http://[::1]:8080,[::1]:8080"
    })
    void thePageOfTheSameHostIsTaken(String origin, String host) {
        assertThat(own.allows(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,chat.example",
        "http://chat.example.evil.com,chat.example",
        "http://xchat.example,chat.example",
        "http://evil.com/chat.example,chat.example",
        "http://evil.com?chat.example,chat.example",
        "http://evil.com#chat.example,chat.example",
        "http://chat.example@evil.com,chat.example",
        "http://evil@chat.example,chat.example",
        "http://chat.example:8081,chat.example:8080",
        "http://chat.example:8080,chat.example",
        "http://chat.example,chat.example:8080",
        "http://chat.example:443,chat.example",
        "https://chat.example:80,chat.example",
        "http://chat.example,chat.example:443",
        "https://chat.example,chat.example:80",
        "ftp://chat.example,chat.example",
        "file://chat.example,chat.example",
        "chrome-extension://chat.example,chat.example",
        "chat.example,chat.example",
        "//chat.example,chat.example",
        "null,chat.example",
        "null,null",
        "'',chat.example",
        "' ',chat.example",
        "'http://chat.example http://evil.example',chat.example",
        "http://,chat.example",
        "http:chat.example,chat.example"
    })
    void aLookAlikeIsRefused(String origin, String host) {
        assertThat(own.allows(origin, host)).isFalse();
    }

    @Test
    void whoSendsNoOriginIsNoBrowser() {
        assertThat(own.allows(null, "chat.example")).isTrue();
        assertThat(own.allows(null, null)).isTrue();
    }

    @Test
    void anOriginNeedsAHostToBeTheSame() {
        assertThat(own.allows("http://chat.example", null)).isFalse();
        assertThat(own.allows("http://chat.example", "")).isFalse();
    }

    @Test
    void listedOriginsAreTakenExactly() {
        assertThat(listed.allows("https://app.example", "chat.example")).isTrue();
        assertThat(listed.allows("https://APP.example", null)).isTrue();
        assertThat(listed.allows("http://localhost:3000", "chat.example")).isTrue();
        assertThat(listed.allows("http://app.example", "chat.example")).isFalse();
        assertThat(listed.allows("https://app.example:444", "chat.example")).isFalse();
        assertThat(listed.allows("https://app.example.evil.com", "chat.example"))
                .isFalse();
        assertThat(listed.allows("http://localhost", "chat.example")).isFalse();
        assertThat(listed.allows("null", "chat.example")).isFalse();
    }

    @Test
    void nullIsTakenOnlyWhenItIsListed() {
        assertThat(new OriginPolicy(List.of("null")).allows("null", "chat.example"))
                .isTrue();
    }
}
