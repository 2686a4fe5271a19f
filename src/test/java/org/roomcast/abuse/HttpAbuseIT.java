package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.roomcast.testing.RestClient;

/**
 * Requests that two servers may read differently, so that a part of one becomes the beginning of another: "request
 * smuggling" (RFC 9112 section 11.2). Each carries a hidden request behind it, which must not be taken for one.
 */
@ExtendWith(AbuseExtension.class)
class HttpAbuseIT {

    private static final String BODY = "{\"data\":2}";
    private static final String CHUNKED = "a\r\n" + BODY + "\r\n0\r\n\r\n";
    private static final String HIDDEN =
            request("/api/rooms/smuggled/messages", "Content-Length: 10\r\n", "{\"data\":1}");
    private static final int QUIET_MILLIS = 5_000;

    private final AbusedServer server;

    HttpAbuseIT(AbusedServer server) {
        this.server = server;
    }

    static Stream<Arguments> ambiguous() {
        String all = "Content-Length: " + (BODY.length() + HIDDEN.length()) + "\r\n";
        String one = "Content-Length: 10\r\n";
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("two lengths, the first covers what is hidden", outer(all + one, BODY));
        shapes.put("two lengths, the second covers it", outer(one + all, BODY));
        shapes.put("two lengths that are the same", outer(one + one, BODY));
        shapes.put("a list of lengths", outer("Content-Length: 10, 10\r\n", BODY));
        shapes.put("a length and chunks", outer("Transfer-Encoding: chunked\r\n" + one, CHUNKED));
        for (String length : new String[] {"+10", "-1", "0x0a", "1_0", "", "10 10", "99999999999999999999", "１０"}) {
            shapes.put("a length of \"" + length + "\"", outer("Content-Length: " + length + "\r\n", BODY));
        }
        for (String coding : new String[] {
            "xchunked",
            "identity",
            "gzip, chunked",
            "chunked, chunked",
            "\u000bchunked",
            "chunked\u0000",
            "\"chunked\"",
            "chunk",
            ""
        }) {
            shapes.put("the coding \"" + coding + "\"", outer("Transfer-Encoding: " + coding + "\r\n" + one, BODY));
        }
        shapes.put("two codings", outer("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", CHUNKED));
        shapes.put("a blank before the colon", outer("Transfer-Encoding : chunked\r\n" + one, BODY));
        shapes.put("a control character in a name", outer("Transfer-\u0001Encoding: chunked\r\n" + one, BODY));
        shapes.put("a bare CR in a value", outer("X-A: b\rTransfer-Encoding: chunked\r\n" + one, BODY));
        shapes.put("NUL in a value", outer("X-A: b\u0000c\r\n" + one, BODY));
        for (String size : new String[] {"0xa", "-a", "+a", "1000000000000000a", "FFFFFFFFFFFFFFFF", "zz"}) {
            shapes.put(
                    "a chunk of \"" + size + "\"",
                    outer("Transfer-Encoding: chunked\r\n", size + CHUNKED.substring(1)));
        }
        shapes.put("two hosts", outer("Host: evil.example\r\n" + one, BODY));
        shapes.put("no host", outer(one, BODY).replace("Host: h\r\n", ""));
        shapes.put("a host with a path", outer(one, BODY).replace("Host: h", "Host: h/x@evil"));
        shapes.put(
                "an old version with chunks",
                outer("Transfer-Encoding: chunked\r\n", CHUNKED).replace("HTTP/1.1", "HTTP/1.0"));
        return shapes.entrySet().stream().map(shape -> Arguments.of(shape.getKey(), shape.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void anAmbiguousRequestIsRefusedAndTheLastOfItsConnection(String what, String request) throws IOException {
        int before = smuggled();
        try (Attacker mallory = new Attacker(server, 30)) {
            String answer = mallory.send(request + HIDDEN).readAll(QUIET_MILLIS);
            assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotEndWith("…").doesNotContain("Exception", "\tat ");
            assertThat(answer.split("HTTP/1\\.[01] ", -1)).as(answer).hasSize(2);
        }
        assertThat(smuggled()).isEqualTo(before);
    }

    /** Grizzly forgets a length before a coding; such a request is answered, and nothing after it. */
    @ParameterizedTest
    @MethodSource("chunked")
    void nothingIsReadBehindARequestInChunks(String head) throws IOException {
        int before = smuggled();
        try (Attacker mallory = new Attacker(server, 30)) {
            String answer = mallory.send(outer(head, CHUNKED) + HIDDEN).readAll(QUIET_MILLIS);
            assertThat(answer)
                    .startsWith("HTTP/1.1 202 ")
                    .contains("Connection: close")
                    .doesNotEndWith("…");
            assertThat(answer.split("HTTP/1\\.[01] ", -1)).as(answer).hasSize(2);
        }
        assertThat(smuggled()).isEqualTo(before);
    }

    static Stream<String> chunked() {
        String coding = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                coding,
                "Content-Length: 3\r\n" + coding,
                "Content-Length: " + (CHUNKED.length() + HIDDEN.length()) + "\r\n" + coding);
    }

    /** What follows a handshake that fails is no request of the same connection either. */
    @Test
    void nothingIsReadBehindAFailedHandshake() throws IOException {
        int before = smuggled();
        String failing = "GET /ws/chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 777\r\nSec-WebSocket-Key: x\r\n\r\n";
        try (Attacker mallory = new Attacker(server, 30)) {
            assertThat(mallory.send(failing + HIDDEN).readAll(1_000))
                    .startsWith("HTTP/1.1 426 ")
                    .doesNotContain(" 202 ");
        }
        assertThat(smuggled()).isEqualTo(before);
    }

    @Test
    void whatIsTooLargeOrNoHttpIsRefused() throws IOException {
        for (String request : new String[] {
            "GET /api/rooms?" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /api/rooms HTTP/1.1\r\nHost: h\r\nX-A: " + "x".repeat(100_000) + "\r\n\r\n",
            "GET /api/rooms HTTP/1.1\r\nHost: h\r\n" + "X-A: b\r\n".repeat(20_000) + "\r\n",
            "GET /api/rooms HTTP/9.9\r\nHost: h\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "x".repeat(100_000)
        }) {
            try (Attacker mallory = new Attacker(server, 31)) {
                String answer;
                try {
                    answer = mallory.send(request).readAll(QUIET_MILLIS);
                } catch (java.net.SocketException cut) {
                    continue;
                }
                assertThat(answer).as(request.substring(0, 30)).matches("(?s)|HTTP/1.1 (400|414|431|505) .*");
            }
        }
        assertThat(server.rest().get("health/live").statusCode()).isEqualTo(200);
    }

    /** A body is read up to what is allowed, whatever its header says. */
    @Test
    void aBodyThatIsTooLargeIsNotRead() throws IOException {
        for (String head : new String[] {"Content-Length: 1000000000\r\n", "Transfer-Encoding: chunked\r\n"}) {
            try (Attacker mallory = new Attacker(server, 32)) {
                mallory.send(outer(head, head.startsWith("T") ? "10000000\r\n" : ""));
                String part = "x".repeat(64 * 1024);
                try {
                    for (int i = 0; i < 64; i++) {
                        mallory.send(part);
                    }
                    assertThat(mallory.readHead()).startsWith("HTTP/1.1 413 ");
                } catch (java.net.SocketException cut) {
                    assertThat(cut).isNotNull();
                }
            }
        }
    }

    @Test
    void whoGoesBeforeTheAnswerLeavesNoTraceInTheLog() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Attacker mallory = new Attacker(server, 33)) {
                mallory.socket().setSoLinger(true, 0);
                mallory.send(outer("Content-Length: 10\r\n", BODY) + outer("Content-Length: 10\r\n", BODY));
            }
        }
        assertThat(server.rest().get("health/live").statusCode()).isEqualTo(200);
        assertThat(server.log()).noneMatch(line -> line.startsWith("\tat "));
    }

    private int smuggled() {
        HttpResponse<String> messages =
                server.rest().get("api/rooms/smuggled/messages", "X-API-Key", AbusedServer.API_KEY);
        return RestClient.json(messages).getJsonArray("events").size();
    }

    private static String outer(String head, String body) {
        return request("/api/rooms/outer/messages", head, body);
    }

    private static String request(String path, String head, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nX-API-Key: " + AbusedServer.API_KEY
                + "\r\nContent-Type: application/json\r\n" + head + "\r\n" + body;
    }
}
