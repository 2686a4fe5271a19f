package org.roomcast.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "10.1.2.3";
    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "192.168.7.8", "2001:db8::/32"));

    @Test
    void aStrangersHeadersAreNotBelieved() {
        assertThat(proxies.client("203.0.113.9", List.of("for=6.6.6.6"), List.of("6.6.6.6")))
                .isEqualTo("203.0.113.9");
        assertThat(TrustedProxies.NONE.client("127.0.0.1", List.of(), List.of("6.6.6.6")))
                .isEqualTo("127.0.0.1");
        assertThat(proxies.client(null, List.of(), List.of("6.6.6.6"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9|203.0.113.9",
                "6.6.6.6, 203.0.113.9|203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.9.9.9|203.0.113.9",
                "10.6.6.6, 203.0.113.9, 10.9.9.9, 192.168.7.8|203.0.113.9",
                "203.0.113.9:4711|203.0.113.9",
                "[2001:db9::5]:4711|2001:db9:0:0:0:0:0:5",
                "2001:db9::5|2001:db9:0:0:0:0:0:5",
                "2001:db9::5, 2001:db8::1|2001:db9:0:0:0:0:0:5",
                "::ffff:203.0.113.9|203.0.113.9",
                "10.9.9.9|10.9.9.9",
                "6.6.6.6, rubbish|10.1.2.3",
                "6.6.6.6, unknown, 10.9.9.9|10.9.9.9",
                "evil.example|10.1.2.3",
                "0x7f.1|10.1.2.3",
                "1.2.3.4.5|10.1.2.3",
                "999.1.1.1|10.1.2.3",
                "''|10.1.2.3",
                "',,'|10.1.2.3"
            })
    void theRightmostAddressThatIsNoProxysIsTheClients(String header, String client) {
        assertThat(proxies.client(PROXY, List.of(), List.of(header))).isEqualTo(client);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(proxies.client(PROXY, List.of(), List.of("6.6.6.6", "203.0.113.9, 10.9.9.9")))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9|203.0.113.9",
                "For=\"203.0.113.9:4711\";proto=https;by=10.1.2.3|203.0.113.9",
                "for=6.6.6.6, for=203.0.113.9;proto=http , for=10.9.9.9|203.0.113.9",
                "proto=https;for=\"[2001:db9::5]:80\"|2001:db9:0:0:0:0:0:5",
                "for=6.6.6.6, for=_hidden|10.1.2.3",
                "for=6.6.6.6, proto=https|10.1.2.3",
                "for=\", for=6.6.6.6|10.1.2.3",
                "for=6.6.6.6 rubbish|10.1.2.3"
            })
    void theStandardHeaderCountsBeforeTheOther(String header, String client) {
        assertThat(proxies.client(PROXY, List.of(header), List.of("7.7.7.7"))).isEqualTo(client);
    }

    @Test
    void aLineWithoutEndIsNotRead() {
        String escapes = "for=\"" + "\\x".repeat(100_000) + "\"";
        assertThat(proxies.client(PROXY, List.of(escapes), List.of())).isEqualTo(PROXY);
    }

    @Test
    void behindAProxyTheHostAndSchemeAreTheBrowsers() {
        Map<String, List<String>> headers = Map.of(
                "Host", List.of("127.0.0.1:8080"),
                "X-Forwarded-For", List.of("203.0.113.9"),
                "X-Forwarded-Host", List.of("evil.example, chat.example"),
                "X-Forwarded-Proto", List.of("https"));
        assertThat(Peer.of(PROXY, name -> headers.getOrDefault(name, List.of()), proxies))
                .isEqualTo(new Peer("203.0.113.9", "chat.example", "https"));
        assertThat(Peer.of("203.0.113.1", name -> headers.getOrDefault(name, List.of()), proxies))
                .isEqualTo(new Peer("203.0.113.1", "127.0.0.1:8080", null));
        Map<String, List<String>> standard = Map.of(
                "Host", List.of("127.0.0.1:8080"),
                "Forwarded",
                        List.of(
                                "for=6.6.6.6;host=evil.example",
                                "for=203.0.113.9;host=\"chat.example:8443\";proto=https"),
                "X-Forwarded-Host", List.of("evil.example"));
        assertThat(Peer.of(PROXY, name -> standard.getOrDefault(name, List.of()), proxies))
                .isEqualTo(new Peer("203.0.113.9", "chat.example:8443", "https"));
        assertThat(Peer.of(PROXY, name -> List.of(), proxies)).isEqualTo(new Peer(PROXY, null, null));
    }

    @Test
    void networksEndWhereTheyEnd() {
        TrustedProxies odd = TrustedProxies.of(List.of("192.0.2.128/25", "2001:db8:8000::/33", "198.51.100.7/32"));
        assertThat(odd.trusts("192.0.2.128")).isTrue();
        assertThat(odd.trusts("192.0.2.127")).isFalse();
        assertThat(odd.trusts("2001:db8:ffff::1")).isTrue();
        assertThat(odd.trusts("2001:db8:7fff::1")).isFalse();
        assertThat(odd.trusts("198.51.100.7")).isTrue();
        assertThat(odd.trusts("198.51.100.6")).isFalse();
        assertThat(TrustedProxies.of(List.of("0.0.0.0/0")).trusts("8.8.8.8")).isTrue();
        assertThat(TrustedProxies.of(List.of("0.0.0.0/0")).trusts("2001:db8::1"))
                .isFalse();
        assertThat(TrustedProxies.of(List.of("::1")).trusts("0:0:0:0:0:0:0:1%0"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0", "", "all"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(text)));
    }
}
