package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another site's page that opens a connection in a visitor's browser: "cross-site WebSocket hijacking". */
@ExtendWith(AbuseExtension.class)
class OriginAbuseIT {

    /** What each attack takes for the server's own name. */
    private static final String HOST = "chat.example:8080";

    private final AbusedServer server;

    OriginAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "NULL",
                "file://",
                "chat.example:8080",
                "//chat.example:8080",
                "http://",
                "http:///",
                "http://chat.example",
                "http://chat.example:80",
                "http://chat.example:08080x",
                "http://chat.example:8081",
                "https://chat.example",
                "http://chat.example:8080.evil.example",
                "http://chat.example.evil.example:8080",
                "http://evil.example/chat.example:8080",
                "http://evil.example#chat.example:8080",
                "http://evil.example?chat.example:8080",
                "http://evil.example\\chat.example:8080",
                "http://chat.example:8080@evil.example",
                "http://evil.example@chat.example:8080",
                "http://a:b@chat.example:8080",
                "http://xchat.example:8080",
                "http://chat.example:8080:8080",
                "http://chat.exampl\u00e9:8080",
                "http://ch\u00e5t.example:8080",
                "http://chat.example.:8080",
                "http://chat%2Eexample:8080",
                "http://%63hat.example:8080",
                "ftp://chat.example:8080",
                "ws://chat.example:8080",
                "chrome-extension://chat.example:8080",
                "javascript://chat.example:8080",
                "http:chat.example:8080",
                "http://chat.example:8080, https://evil.example",
                "https://evil.example http://chat.example:8080",
                "http://[::1]:8080",
                "http://127.0.0.1:8080",
                "*"
            })
    void aForeignOrALookAlikeOriginOpensNothing(String origin) throws IOException {
        String token = "Authorization: Bearer " + Forger.valid("mallory") + "\r\n";
        for (String path : new String[] {"/ws/chat", "/ws/chat/lobby", "/ws/notifications"}) {
            try (Attacker mallory = new Attacker(server, 50)) {
                mallory.send("GET " + path + " HTTP/1.1\r\nOrigin: " + origin + "\r\n" + token
                        + Attacker.UPGRADE.replace("Host: 127.0.0.1", "Host: " + HOST) + "\r\n");
                assertRefused(mallory, origin);
            }
        }
    }

    /** Two headers: whichever one a server reads, both must be allowed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://chat.example:8080\r\nOrigin: https://evil.example\r\n",
                "Origin: https://evil.example\r\nOrigin: http://chat.example:8080\r\n"
            })
    void twoOriginsOpenNothing(String headers) throws IOException {
        try (Attacker mallory = new Attacker(server, 50)) {
            mallory.send("GET /ws/chat HTTP/1.1\r\n" + headers
                    + Attacker.UPGRADE.replace("Host: 127.0.0.1", "Host: " + HOST) + "\r\n");
            assertRefused(mallory, headers);
        }
    }

    /** Before the upgrade, or with 4003 right after it; never with a welcome. */
    private static void assertRefused(Attacker mallory, String origin) throws IOException {
        String head = mallory.readHead();
        if (head.startsWith("HTTP/1.1 101 ")) {
            assertThat(mallory.closeCode()).as(origin).isEqualTo(4003);
        } else {
            assertThat(head).as(origin).matches("(?s)HTTP/1.1 40[03] .*");
        }
    }
}
