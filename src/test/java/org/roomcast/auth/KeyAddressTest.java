package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAddressTest {

    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers("/keys", 200, "{\"keys\":[]}");
        answers("/elsewhere", 200, "{}");
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        answers("/huge", 200, "x".repeat(600_000));
        answers("/missing", 404, "{\"keys\":[]}");
        server.start();
    }

    @AfterEach
    void noServer() {
        server.stop(0);
    }

    @Test
    void theSetIsWhatTheAddressAnswers() throws IOException {
        assertThat(at("/keys").fetch()).isEqualTo("{\"keys\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/huge", "/missing"})
    void anythingElseThanAShortAnswerIsAFailure(String path) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> at(path).fetch());
        assertThat(elsewhere).as("a redirect is not followed").hasValue(0);
    }

    @Test
    void anAddressWhereNobodyIsIsAFailure() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        KeyAddress.of("http://127.0.0.1:" + port + "/keys").fetch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "jar:http://127.0.0.1/a.jar!/keys",
                "ftp://127.0.0.1/keys",
                "gopher://127.0.0.1/",
                "data:application/json,{}",
                "/etc/passwd",
                "https:",
                "https:///keys",
                "http://user:tulip@id.example/keys",
                "not an address"
            })
    void onlyHttpAndHttpsAreAsked(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyAddress.of(address))
                .withMessageNotContaining("tulip");
    }

    @Test
    void whoCouldPutInAKeyIsKnown() {
        assertThat(KeyAddress.of("http://id.example/keys").isOpenToOthers()).isTrue();
        assertThat(KeyAddress.of("https://id.example/keys").isOpenToOthers()).isFalse();
        assertThat(KeyAddress.of("http://127.0.0.1:9/keys").isOpenToOthers()).isFalse();
        assertThat(KeyAddress.of("https://id.example/keys?token=tulip").toString())
                .isEqualTo("https://id.example/keys");
    }

    private KeyAddress at(String path) {
        return KeyAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answers(String path, int status, String body) {
        server.createContext(path, exchange -> {
            if (path.equals("/elsewhere")) {
                elsewhere.incrementAndGet();
            }
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.close();
        });
    }
}
