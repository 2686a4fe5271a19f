package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;

@DisplayName("Proxies, rates, CORS")
class GateServersIT extends ClientSuite {

    /** One after the other a busy machine might not get beyond the rate. */
    private static final int KNOCKERS = 8;

    private static final String HANDSHAKE = "Sec-WebSocket-Version: 13\r\n" + RawClient.KEY;

    @Test
    @DisplayName("Behind a trusted proxy the client's address and the browser's host count")
    void behindATrustedProxyTheClientsAddressAndTheBrowsersHostCount() throws IOException {
        String name = fresh("proxied");
        try (RawClient client = RawClient.knockFrom(
                ServerSettings.TRUSTED_PROXY,
                webSocket("/ws/chat?user=" + name),
                RawClient.BUFFER,
                HANDSHAKE + "X-Forwarded-For: 6.6.6.6, 198.51.100.7\r\nX-Forwarded-Host: chat.example\r\n"
                        + "X-Forwarded-Proto: https\r\nOrigin: https://chat.example\r\n")) {
            assertThat(client.status()).isEqualTo(101);
            String id = json(client.next(0x81).text()).getString("connection_id");
            HttpResponse<String> seen = rest().get("/api/connections/" + id, "Authorization", bearer("root", "admin"));
            assertThat(json(seen).getString("address")).isEqualTo("198.51.100.7");
        }
    }

    @Test
    @DisplayName("Handshakes of one address beyond the rate are answered 429; others connect")
    void handshakesOfOneAddressBeyondTheRateAreRefused() {
        String lines = HANDSHAKE + "Origin: https://evil.example\r\nX-Forwarded-For: 198.51.100.8\r\n";
        ExecutorService threads = Executors.newFixedThreadPool(KNOCKERS);
        try (TestClient bystander = connect("/ws/chat")) {
            List<CompletableFuture<String>> knocking = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> knockUntilRefused(lines), threads))
                    .limit(KNOCKERS)
                    .toList();
            assertThat(knocking)
                    .extracting(CompletableFuture::join)
                    .allSatisfy(head -> assertThat(head).contains(" 429 ").containsIgnoringCase("Retry-After: "));
            assertThat(bystander.drain()).isEmpty();
            connect("/ws/chat").close();
        } finally {
            threads.shutdownNow();
        }
    }

    /** @return the head of the last answer */
    private static String knockUntilRefused(String lines) {
        String head = "";
        for (int i = 0; i < 20 * ServerSettings.HANDSHAKES_PER_ADDRESS && !head.contains(" 429 "); i++) {
            try (RawClient client =
                    RawClient.knockFrom(ServerSettings.TRUSTED_PROXY, webSocket("/ws/chat"), RawClient.BUFFER, lines)) {
                head = client.head();
                assertThat(client.status()).isIn(403, 429);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return head;
    }

    @Test
    @DisplayName("REST requests of one caller beyond the rate are answered 429; others go on")
    void requestsOfOneCallerBeyondTheRateAreRefused() {
        String caller = bearer(fresh("hasty"));
        HttpResponse<String> answer = rest().get("/api/rooms/" + fresh("r") + "/info", "Authorization", caller);
        for (int i = 0; i < 3 * ServerSettings.REQUESTS_PER_USER && answer.statusCode() == 200; i++) {
            answer = rest().get("/api/rooms/quiet.none/info", "Authorization", caller);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(json(answer).getString("code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(rest().get("/api/rooms", "Authorization", bearer(fresh("calm")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("Pages of listed origins alone may call REST, and TRACE sends nothing back")
    void pagesOfListedOriginsAloneMayCallRest() {
        HttpResponse<String> preflight = preflight(ServerSettings.ALLOWED_ORIGIN);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ServerSettings.ALLOWED_ORIGIN);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(rest().get("/api/rooms", "Origin", ServerSettings.ALLOWED_ORIGIN)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains(ServerSettings.ALLOWED_ORIGIN);
        assertThat(preflight("https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        for (String path : List.of("/api/rooms", "/chat.html", "/health/live", "/metrics", "/ws/chat")) {
            HttpResponse<String> trace = rest().send("TRACE", path, null, "X-Secret", "tulip");
            assertThat(trace.statusCode()).as(path).isBetween(400, 501);
            assertThat(trace.body()).as(path).doesNotContain("tulip");
        }
    }

    private static HttpResponse<String> preflight(String origin) {
        return rest().send(
                        "OPTIONS",
                        "/api/messages",
                        null,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-api-key");
    }
}
