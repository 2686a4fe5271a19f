package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

/** Line ends, scripts and paths where a word is expected. */
@ExtendWith(AbuseExtension.class)
class InjectionAbuseIT {

    private static final String[] KEY = {"X-API-Key", AbusedServer.API_KEY};
    /** A line end in four ways, then what would be a header, a log line and a frame of its own. */
    private static final String LINES =
            "a\\r\\nX-Evil: 1\\r\\n\\r\\nINFO: FORGED\\u2028FORGED\\u0085data: FORGED\\n\\n";

    private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'`${7*7}{{7*7}}";

    private final AbusedServer server;

    InjectionAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINES,
                SCRIPT,
                "${jndi:ldap://127.0.0.1:1/x}",
                "%n%s%p",
                "'; DROP TABLE event; --",
                "../../etc/passwd"
            })
    void noFieldOfAFrameForgesAnything(String evil) {
        String name = Forger.claims(
                "mallory-" + evil.hashCode(),
                ",\"name\":\"" + evil + "\",\"email\":\"" + evil + "\",\"roles\":[\"" + evil + "\"]");
        try (TestClient bob = as(Forger.valid("bob"));
                TestClient mallory = as(Forger.signed(Forger.HS256, name))) {
            bob.join("injected");
            mallory.join("injected");
            bob.next("joined");
            for (String frame : List.of(
                    "{\"type\":\"join\",\"room\":\"E\"}",
                    "{\"type\":\"E\",\"E\":\"E\"}",
                    "{\"type\":\"ping\",\"id\":\"E\"}",
                    "{\"type\":\"authenticate\",\"token\":\"E\"}",
                    "{\"type\":\"send\",\"to\":{\"user\":\"E\"},\"data\":1}",
                    "{\"type\":\"send\",\"to\":{\"connection\":\"E\"},\"data\":1}",
                    "{\"type\":\"mark_read\",\"notification\":\"E\"}",
                    "{\"type\":\"disconnect\",\"user\":\"E\",\"reason\":\"E\"}",
                    "{\"type\":\"history\",\"room\":\"E\"}",
                    "{\"type\":\"join\",\"room\":\"injected\",\"since\":{\"epoch\":\"E\",\"offset\":1}}",
                    "{\"type\":\"publish\",\"room\":\"injected\",\"event\":\"E\",\"data\":\"E\",\"key\":\"E\"}")) {
                mallory.sendRaw(frame.replace("E", evil));
            }
            mallory.drain();
            assertThat(bob.event(unescaped(evil)).getString("data")).isEqualTo(unescaped(evil));
            assertThat(bob.drain()).isEmpty();
        }
        assertLogNotForged();
    }

    @ParameterizedTest
    @ValueSource(strings = {LINES, SCRIPT})
    void noFieldOfARequestForgesAnything(String evil) {
        RestClient rest = server.rest();
        String room = "stored-" + evil.length();
        for (String[] one : new String[][] {
            {"api/messages", "{\"event\":\"E\",\"data\":\"E\",\"room\":\"stored-R\"}"},
            {"api/messages", "{\"event\":\"x\",\"data\":1,\"room\":\"E\"}"},
            {"api/messages", "{\"event\":\"x\",\"data\":1,\"to\":{\"user\":\"E\"}}"},
            {"api/notify", "{\"message\":\"E\",\"title\":\"E\",\"type\":\"E\",\"to\":{\"user\":\"ada\"},\"key\":\"E\"}"
            },
            {"api/notify", "{\"message\":\"E\",\"link\":\"E\",\"to\":{\"user\":\"ada\"}}"},
            {"api/notify", "{\"message\":\"x\",\"to\":{\"user\":\"E\"}}"},
            {"api/users/ada/notifications/read", "{\"id\":\"E\"}"}
        }) {
            assertPlain(rest.post(one[0], one[1].replace("stored-R", room).replace("E", evil), KEY));
        }
        assertPlain(rest.put(
                "api/dashboard/evil",
                "{\"title\":\"E\",\"value\":\"E\",\"unit\":\"E\"}".replace("E", evil.substring(0, 12)),
                KEY));
        HttpResponse<String> stored = rest.get("api/rooms/" + room + "/messages", KEY);
        assertPlain(stored);
        assertThat(RestClient.json(stored)
                        .getJsonArray("events")
                        .getJsonObject(0)
                        .getString("data"))
                .isEqualTo(unescaped(evil));
        assertPlain(rest.get("api/users/ada/notifications", "Authorization", "Bearer " + Forger.valid("ada")));
        assertPlain(rest.get("api/stats", "Authorization", "Bearer " + Forger.valid("root", "admin")));
        assertPlain(rest.get("api/rooms"));
        assertLogNotForged();
    }

    /** A link that runs a script when it is clicked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\\nscript:alert(1)",
                "\\u0001javascript:alert(1)",
                "data:text/html,<script>",
                "vbscript:x",
                "//evil.example/x",
                "\\\\\\\\evil.example",
                "/\\\\evil.example",
                "http:evil",
                "https://",
                "file:///etc/passwd",
                "blob:x",
                "https://a@evil.example\\r\\nX: 1"
            })
    void noNotificationCarriesALinkThatRunsAScriptOrLeadsElsewhereUnseen(String link) {
        String body = "{\"message\":\"x\",\"to\":{\"user\":\"linked\"},\"link\":\"" + link + "\"}";
        assertThat(server.rest().post("api/notify", body, KEY).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..;/WEB-INF/web.xml",
                "/WEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/js/%00.js",
                "/index.html%00.jpg",
                "/..\\..\\auth.secret",
                "/%5c..%5cauth.secret",
                "/META-INF/MANIFEST.MF",
                "/js/../../roomcast.jar",
                "/api/..%2fauth.secret",
                "/api/rooms/..%2F..%2F..%2Fauth.secret/info",
                "/api/dashboard/..%2f..%2fx",
                "//etc/passwd",
                "/api/users/..%2f..%2fconnections",
                "/api/users/%2e%2e/connections",
                "/file:///etc/passwd",
                "http://evil.example/",
                "*",
                "/%c0%ae%c0%ae/auth.secret",
                "/%u002e%u002e/x",
                "/api/rooms/%0d%0aX-Evil:%201/info",
                "/%0d%0aX-Evil:%201%0d%0a%0d%0aFORGED",
                "/ws/chat/%0d%0aX-Evil:%201",
                "/health/live/%0d%0aX-Evil:%201",
                "/api/rooms/lobby/messages?since=%zz",
                "/api/rooms/lobby/messages?since=\"<>",
                "/api/rooms/{lobby}|/info",
                "/api/rooms/%41[/info"
            })
    void noPathLeadsOutOrForgesAnything(String path) throws IOException {
        for (String method : List.of("GET", "PUT", "DELETE", "POST", "HEAD", "TRACE", "CONNECT", "PROPFIND")) {
            try (Attacker mallory = new Attacker(server, 22)) {
                mallory.send(
                        method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                String answer = mallory.readAll(5_000);
                assertThat(answer)
                        .as("%s %s", method, path)
                        .doesNotContain("\nX-Evil", "root:", "<web-app", "HTTP/1.1 5", "Exception", "TRACE /");
            }
        }
        assertLogNotForged();
    }

    @Test
    void noHeaderForgesAnything() throws IOException {
        for (String header : List.of(
                "Idempotency-Key: a\u0085FORGED",
                "Idempotency-Key: <script>",
                "Last-Event-ID: a:1\u0000x",
                "Authorization: Bearer a\u0000b",
                "X-API-Key: \u00ff\u00fe",
                "Origin: http://h\u0000.evil",
                "Sec-WebSocket-Protocol: a\u0000b,,,,bearer.",
                "Cookie: a=\u0001",
                "User-Agent: ${jndi:ldap://127.0.0.1:1/x}\u001b[31mFORGED",
                "Accept: " + "a/b,".repeat(500),
                "Range: bytes=0-0,".repeat(1),
                "If-None-Match: \"" + "x".repeat(2_000),
                "Accept-Encoding: gzip;q=x",
                "X-HTTP-Method-Override: DELETE",
                "Expect: x")) {
            for (String target : List.of("/api/rooms", "/api/rooms/lobby/events", "/", "/ws/chat", "/metrics")) {
                try (Attacker mallory = new Attacker(server, 23)) {
                    mallory.send(
                            "GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + header + "\r\n\r\n");
                    assertThat(mallory.readHead())
                            .as("%s: %s", target, header)
                            .doesNotContain("HTTP/1.1 5", "FORGED", "<script");
                }
            }
        }
        assertLogNotForged();
    }

    private static void assertPlain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).matches("application/(problem\\+)?json.*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
        assertThat(RestClient.json(answer)).isNotNull();
    }

    /** One event is one line, and none begins with what a client wrote. */
    private void assertLogNotForged() {
        assertThat(server.log())
                .noneMatch(line -> line.contains("FORGED") || line.contains("X-Evil") || line.contains("\u001b"));
    }

    private static String unescaped(String json) {
        return RestClient.json("{\"x\":\"" + json + "\"}").getString("x");
    }

    private TestClient as(String token) {
        TestClient client = TestClient.open(server.ws("/ws/chat"), "bearer." + token);
        client.next("welcome");
        return client;
    }
}
