package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** What holds the standalone server up is cut; what is a WebSocket or a stream stays. */
class SlowClientsIT {

    private static final String BODY_HEAD = head("POST /api/messages", 5000) + "{";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(b -> b.setting("roomcast.http.head-timeout", "1s")
                .setting("roomcast.http.body-timeout", "1s")
                .setting("roomcast.http.idle-timeout", "1s"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aHeadOrBodyThatTricklesInIsCutAndSoIsAnIdleConnectionButNoSocketAndNoStream() throws IOException {
        try (TestClient bystander = server.connect("/ws/chat/lobby");
                Socket stream = open("GET /api/rooms/lobby/events HTTP/1.1\r\nHost: x\r\n\r\n");
                Socket silent = open("");
                Socket head = open("GET /ws/chat HTTP/1.1\r\nHost: x\r\nX-Slow: ");
                Socket body = open(BODY_HEAD);
                Socket idle = open("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(trickleUntilCut(head)).isPositive();
            assertThat(trickleUntilCut(body)).isPositive();
            idle.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(bystander.drain()).isNotNull();
            server.push("/api/rooms/lobby/messages", "{\"data\":\"still here\"}");
            assertThat(readUntil(stream, "still here")).contains("still here");
        }
        assertThat(server.get("/metrics", "X-API-Key", TestServer.API_KEY).body())
                .containsPattern("roomcast_limit_refusals_total\\{limit=\"request_time\"} [3-9]");
    }

    @Test
    void anAddressHasOnlySoManyConnectionsThatAreNoWebSockets() throws IOException {
        try (TestServer narrow = TestServer.start(b -> b.setting("roomcast.http.sockets-per-address", "5"))) {
            List<Socket> sockets = new ArrayList<>();
            int cut = 0;
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket("127.0.0.1", narrow.port());
                socket.setSoTimeout(30_000);
                sockets.add(socket);
            }
            for (Socket socket : sockets.subList(5, 12)) {
                cut += isCut(socket) ? 1 : 0;
            }
            assertThat(cut).isEqualTo(7);
            for (Socket socket : sockets) {
                socket.close();
            }
            List<TestClient> clients = new ArrayList<>();
            eventually(() -> clients.add(narrow.connect("/ws/chat")));
            while (clients.size() < 12) {
                clients.add(narrow.connect("/ws/chat"));
            }
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void aRequestThatIsThereAsAWholeDoesNotWaitForSlowBodies() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (TestServer patient = TestServer.start()) {
            for (int i = 0; i < 5; i++) {
                slow.add(open(patient, BODY_HEAD));
            }
            // so the turns of this address are taken
            eventually(() -> assertThat(patient.get("/metrics", "X-API-Key", TestServer.API_KEY)
                            .body())
                    .containsPattern("roomcast_limit_refusals_total\\{limit=\"requests_per_address\"} 1"));
            String body = "{\"room\":\"lobby\",\"data\":1}";
            try (Socket whole = open(patient, head("POST /api/messages", body.length()) + body)) {
                assertThat(readUntil(whole, "\r\n")).startsWith("HTTP/1.1 202 ");
            }
            assertThat(patient.get("/api/rooms").statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean isCut(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String head(String request, int bodyLength) {
        return request + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestServer.API_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bodyLength + "\r\n\r\n";
    }

    private static Socket open(String text) throws IOException {
        return open(server, text);
    }

    private static Socket open(TestServer server, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Sends a byte from time to time. @return how many the server took before it cut */
    private static int trickleUntilCut(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        for (int i = 1; i < 600; i++) {
            try {
                socket.getOutputStream().write('a');
                if (socket.getInputStream().read() < 0) {
                    return i;
                }
            } catch (SocketTimeoutException nothingYet) {
                continue;
            } catch (IOException cut) {
                return i;
            }
        }
        return -1;
    }

    private static String readUntil(Socket socket, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(text) < 0) {
            int one = in.read();
            if (one < 0) {
                break;
            }
            read.append((char) one);
        }
        return read.toString();
    }
}
