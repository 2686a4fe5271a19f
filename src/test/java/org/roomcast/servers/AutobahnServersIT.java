package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.roomcast.boot.RoomcastServer;
import org.roomcast.servers.autobahn.EchoEndpoint;
import org.roomcast.servers.autobahn.FuzzingClient;
import org.roomcast.servers.autobahn.FuzzingClient.Result;
import org.roomcast.servers.autobahn.LargeEchoEndpoint;
import org.roomcast.servers.container.AnotherApplication;

/** Autobahn's fuzzing client against endpoints that echo, added to our server as an application adds its own. */
@DisplayName("RFC 6455 by Autobahn's fuzzing client")
@EnabledIfSystemProperty(named = "server.column", matches = "embedded|tomcat10")
class AutobahnServersIT extends ServerSuite {

    private static final String OK = "OK";
    /** The tool's word for cases in which both ways are right. */
    private static final String INFORMATIONAL = "INFORMATIONAL";

    private static final String NON_STRICT = "NON-STRICT";
    private static final List<String> TYRUS_IS_LATE = List.of("6.4.2", "6.4.3", "6.4.4");

    private static Map<String, Result> results;

    @BeforeAll
    static void theFuzzingClientHasRun() throws IOException, InterruptedException {
        if (server().equals("embedded")) {
            try (RoomcastServer echo = echoServer()) {
                echo.start();
                results = run(echo.uri());
            }
        } else {
            try (AnotherApplication echo = AnotherApplication.deploy(
                    "echo", war -> war.addClasses(EchoEndpoint.class, LargeEchoEndpoint.class))) {
                results = run(echo.base());
            }
        }
    }

    private static RoomcastServer echoServer() {
        return RoomcastServer.builder()
                .host("127.0.0.1")
                .port(0)
                .setting("roomcast.data.dir", "target/autobahn/data")
                .endpoint(EchoEndpoint.class)
                .endpoint(LargeEchoEndpoint.class)
                .bean(EchoEndpoint.class)
                .bean(LargeEchoEndpoint.class)
                .build();
    }

    private static Map<String, Result> run(URI base) throws IOException, InterruptedException {
        URI socket = URI.create(base.toString().replaceFirst("^http", "ws"));
        return FuzzingClient.run(socket.resolve("ws/echo"), socket.resolve("ws/echo/large"), server());
    }

    @Test
    @DisplayName("1 Texts and bytes of every length (16 cases)")
    void textsAndBytes() {
        assertPassed("1.", 16);
    }

    @Test
    @DisplayName("2 Pings and pongs (11)")
    void pingsAndPongs() {
        assertPassed("2.", 11);
    }

    @Test
    @DisplayName("3, 4 Reserved bits and operation codes (17)")
    void reservedBitsAndOperationCodes() {
        assertPassed("3.", 7);
        assertPassed("4.", 10);
    }

    @Test
    @DisplayName("5 Fragments (20)")
    void fragments() {
        assertPassed("5.", 20);
    }

    @Test
    @DisplayName("6 UTF-8 (145)")
    void utf8() {
        if (!isTomcat()) {
            Difference.note("Tyrus looks for UTF-8 that is not valid when a frame is complete, not byte by byte: cases"
                    + " 6.4.2, 6.4.3, 6.4.4 are \"non-strict\", which RFC 6455 allows.");
        }
        assertPassed("6.", 145);
    }

    @Test
    @DisplayName("7 Closing (37)")
    void closing() {
        assertPassed("7.", 37);
    }

    @Test
    @DisplayName("9, 10 Messages of up to 16 MiB, whole and in pieces (55)")
    void largeMessages() {
        assertPassed("9.", 54);
        assertPassed("10.", 1);
    }

    private static void assertPassed(String group, int cases) {
        List<Result> those = results.values().stream()
                .filter(result -> result.id().startsWith(group))
                .toList();
        assertThat(those).hasSize(cases).allSatisfy(result -> {
            assertThat(result.behaviour()).as("%s", result).isIn(allowed(result.id()));
            assertThat(result.close()).as("%s", result).isIn(OK, INFORMATIONAL);
        });
    }

    private static List<String> allowed(String id) {
        return !isTomcat() && TYRUS_IS_LATE.contains(id) ? List.of(OK, NON_STRICT) : List.of(OK, INFORMATIONAL);
    }
}
