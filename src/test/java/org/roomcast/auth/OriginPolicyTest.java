package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private final OriginPolicy own = policy();
    private final OriginPolicy listed = policy("https://App.example", "http://localhost:3000");

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
        assertThat(own.allows(page(origin, host))).isTrue();
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
        assertThat(own.allows(page(origin, host))).isFalse();
    }

    @Test
    void whoSendsNoOriginIsNoBrowserAndASettingDecides() {
        OriginPolicy.Request nobody = new OriginPolicy.Request(null, "chat.example", null, false);
        OriginPolicy.Request program = new OriginPolicy.Request(null, "chat.example", null, true);
        assertThat(own.allows(nobody)).isTrue();
        OriginPolicy strict = new OriginPolicy(List.of(), MissingOrigin.TOKEN);
        assertThat(strict.allows(nobody)).isFalse();
        assertThat(strict.allows(program)).isTrue();
        OriginPolicy strictest = new OriginPolicy(List.of(), MissingOrigin.REFUSE);
        assertThat(strictest.allows(program)).isFalse();
        assertThat(strictest.allows(page("http://chat.example", "chat.example")))
                .isTrue();
    }

    @Test
    void anOriginNeedsAHostToBeTheSame() {
        assertThat(own.allows(page("http://chat.example", null))).isFalse();
        assertThat(own.allows(page("http://chat.example", ""))).isFalse();
    }

    @Test
    void listedOriginsAreTakenExactly() {
        assertThat(listed.allows(page("https://app.example", "chat.example"))).isTrue();
        assertThat(listed.allows(page("https://APP.example", null))).isTrue();
        assertThat(listed.allows(page("http://localhost:3000", "chat.example"))).isTrue();
        assertThat(listed.allows(page("http://app.example", "chat.example"))).isFalse();
        assertThat(listed.allows(page("https://app.example:444", "chat.example")))
                .isFalse();
        assertThat(listed.allows(page("https://app.example.evil.com", "chat.example")))
                .isFalse();
        assertThat(listed.allows(page("http://localhost", "chat.example"))).isFalse();
        assertThat(listed.allows(page("null", "chat.example"))).isFalse();
    }

    @Test
    void nullIsTakenOnlyWhenItIsListed() {
        assertThat(policy("null").allows(page("null", "chat.example"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example.com",
                "https://a.b.example.com",
                "https://A.Example.COM",
                "https://a.example.com:443",
                "https://xn--bcher-kva.example.com"
            })
    void aWildcardStandsForAllHostsBelow(String origin) {
        assertThat(policy("https://*.example.com").allows(page(origin, "chat.example")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://evil-example.com",
                "https://example.com.evil.org",
                "https://a.example.com.evil.org",
                "https://evil.org/.example.com",
                "https://evil.org?.example.com",
                "https://evil.org#.example.com",
                "https://evil.org:443.example.com",
                "https://evil.org\\.example.com",
                "https://evil.org%00.example.com",
                "https://evil.org%2f.example.com",
                "https://a.example.com@evil.org",
                "https://evil.org@a.example.com",
                "https://a.example.com.",
                "https://.example.com",
                "https://a..example.com",
                "https://*.example.com",
                "https://a.example.com:444",
                "http://a.example.com",
                "https://a.example.com/",
                "https://a.example.com, https://b.example.com",
                "https://[::1].example.com",
                "https://a\u0000.example.com",
                "https://a\n.example.com",
                " https://a.example.com"
            })
    void aWildcardStandsForNothingElse(String origin) {
        assertThat(policy("https://*.example.com").allows(page(origin, "chat.example")))
                .isFalse();
    }

    @Test
    void allPortsOfAHostCanBeListed() {
        OriginPolicy local = policy("http://localhost:*", "http://[::1]:*");
        assertThat(local.allows(page("http://localhost:3000", null))).isTrue();
        assertThat(local.allows(page("http://localhost", null))).isTrue();
        assertThat(local.allows(page("http://[::1]:5173", null))).isTrue();
        assertThat(local.allows(page("http://[::2]:5173", null))).isFalse();
        assertThat(local.allows(page("https://localhost:3000", null))).isFalse();
        assertThat(local.allows(page("http://localhost.evil.org:3000", null))).isFalse();
    }

    @Test
    void aProxyThatTellsTheSchemeIsTakenAtItsWord() {
        assertThat(own.allows(new OriginPolicy.Request("https://chat.example", "chat.example", "https", false)))
                .isTrue();
        assertThat(own.allows(new OriginPolicy.Request("http://chat.example", "chat.example", "https", false)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.",
                "https://a.*.example",
                "https://app.example/",
                "app.example",
                "https://u@a",
                "https://app.example:99999",
                "file://x",
                "https://*evil.example"
            })
    void whatIsNoOriginCannotBeListed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(text))
                .withMessageContaining("https://*.example.org");
    }

    private static OriginPolicy policy(String... allowed) {
        return new OriginPolicy(List.of(allowed), MissingOrigin.ANY);
    }

    private static OriginPolicy.Request page(String origin, String host) {
        return new OriginPolicy.Request(origin, host, null, false);
    }
}
