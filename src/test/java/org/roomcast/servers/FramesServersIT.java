package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.RawClient.RawFrame;
import org.roomcast.testing.TestClient;

@DisplayName("Messages in fragments and bytes")
class FramesServersIT extends ClientSuite {

    private static final int TEXT = 0x81;
    private static final int FIRST_TEXT = 0x01;
    private static final int MIDDLE = 0x00;
    private static final int LAST = 0x80;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int CLOSE = 0x88;
    /** PROTOCOL.md, section 2.1. */
    private static final int MAX_FRAGMENTS = 256;

    @Test
    @DisplayName("A message in three fragments is one frame, control frames between them included")
    void aMessageInThreeFragmentsIsOneFrame() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            byte[] message = ping("dreiteilig-äöü");
            client.frame(FIRST_TEXT, Arrays.copyOfRange(message, 0, 9));
            client.frame(MIDDLE, Arrays.copyOfRange(message, 9, 20));
            client.frame(PING, bytes("between"));
            RawFrame answer = client.next(PONG);
            assertThat(answer.text()).isEqualTo("between");
            client.frame(LAST, Arrays.copyOfRange(message, 20, message.length));
            assertThat(client.next(TEXT).text()).contains("dreiteilig-äöü");
        }
    }

    @Test
    @DisplayName("One byte per fragment, up to 256 fragments")
    void oneBytePerFragmentUpToTheLimit() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            byte[] message = padded("🫖é€", MAX_FRAGMENTS);
            client.frame(FIRST_TEXT, new byte[] {message[0]});
            for (int i = 1; i < message.length - 1; i++) {
                client.frame(MIDDLE, new byte[] {message[i]});
            }
            client.frame(LAST, new byte[] {message[message.length - 1]});
            assertThat(client.next(TEXT).text()).contains("🫖é€");
        }
    }

    @Test
    @DisplayName("More than 256 fragments are closed with 1009")
    void moreFragmentsThanThatAreTooMany() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.frame(FIRST_TEXT, bytes("{"));
            for (int i = 0; i < MAX_FRAGMENTS; i++) {
                client.frame(MIDDLE, bytes(" "));
            }
            assertThat(client.pongUntilClosed()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("A frame that trickles in byte by byte is one message")
    void aFrameThatTricklesInIsOneMessage() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.trickle(TEXT, padded("schütter", 2 * MAX_FRAGMENTS));
            assertThat(client.next(TEXT).text()).contains("schütter");
        }
    }

    @Test
    @DisplayName("Many frames in one segment are answered one by one, in order")
    void manyFramesInOneSegmentAreAnsweredInOrder() throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            int count = 50;
            client.texts(IntStream.range(0, count)
                    .mapToObj(i -> "{\"type\":\"ping\",\"id\":" + i + "}")
                    .toList());
            for (int i = 0; i < count; i++) {
                assertThat(client.next(TEXT).text()).contains("\"id\":" + i + "}");
            }
        }
    }

    @Test
    @DisplayName("Text that is not UTF-8 is closed with 1007")
    void textThatIsNotUtf8IsClosed() throws IOException {
        for (byte[] bad : List.of(
                new byte[] {(byte) 0xC3, (byte) 0x28},
                new byte[] {'{', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '}'},
                new byte[] {'{', '}', (byte) 0xE2, (byte) 0x82})) {
            assertThat(codeOf(client -> client.frame(TEXT, bad))).isEqualTo(1007);
        }
    }

    @Test
    @DisplayName("Frames that are not masked are closed with 1002")
    void framesThatAreNotMaskedAreClosed() throws IOException {
        if (!isPayara()) {
            assertThat(codeOf(client -> client.unmaskedFrame(TEXT, ping("bare"))))
                    .isEqualTo(1002);
            return;
        }
        Difference.note("Tyrus takes frames that are not masked (RFC 6455 section 5.1 forbids it); an application"
                + " cannot see it.");
        try (RawClient client = raw("/ws/chat")) {
            client.unmaskedFrame(TEXT, ping("bare"));
            assertThat(client.next(TEXT).text()).contains("bare");
        }
    }

    @Test
    @DisplayName("Reserved bits and opcodes, and control frames in fragments, are closed with 1002")
    void reservedBitsAndOpcodesAreClosed() throws IOException {
        for (int first : List.of(0xC1, 0xA1, 0x83, 0x8B, 0x09)) {
            assertThat(codeOf(client -> client.frame(first, ping("x"))))
                    .as("%x", first)
                    .isEqualTo(1002);
        }
    }

    /** What a client does that is to be closed. */
    private interface Fault {
        void of(RawClient client) throws IOException;
    }

    /**
     * The close code, of a connection on which nothing is being sent: Tomcat spoils its close frame now and then where
     * another thread is about to end a send, as it is just after the welcome.
     */
    private static int codeOf(Fault fault) throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.frame(PING, new byte[0]);
            client.next(PONG);
            fault.of(client);
            return client.pongUntilClosed();
        }
    }

    @Test
    @DisplayName("A ping is answered with its payload; a close with its code, and then the socket ends")
    void pingAndCloseAreAnswered() throws IOException {
        for (int code : List.of(1000, 1001, 4321)) {
            try (RawClient client = raw("/ws/chat")) {
                byte[] payload = new byte[125];
                Arrays.fill(payload, (byte) 'p');
                client.frame(PING, payload);
                assertThat(client.next(PONG).payload()).isEqualTo(payload);
                client.frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
                assertThat(client.pongUntilClosed()).isEqualTo(code);
                client.readToEnd();
            }
        }
    }

    @Test
    @DisplayName("permessage-deflate, when offered, is not taken up")
    void compressionIsNotTakenUp() throws IOException {
        String offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
        try (RawClient client = RawClient.open(webSocket("/ws/chat"), RawClient.BUFFER, offer)) {
            assertThat(client.head()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            assertThat(client.read().text()).contains("\"welcome\"");
            client.frame(TEXT, ping("plain"));
            assertThat(client.next(TEXT).text()).contains("plain");
        }
    }

    @Test
    @DisplayName("A handshake without a key, or of another version, is refused")
    void aHandshakeThatIsNoneIsRefused() throws IOException {
        try (RawClient keyless = knock("Sec-WebSocket-Version: 13\r\n");
                RawClient shortKey = knock("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2hvcnQ=\r\n");
                RawClient old = knock("Sec-WebSocket-Version: 8\r\n" + RawClient.KEY)) {
            assertThat(keyless.status()).isEqualTo(400);
            assertThat(shortKey.status()).isEqualTo(400);
            assertThat(old.status()).isEqualTo(426);
            assertThat(old.head()).containsIgnoringCase("Sec-WebSocket-Version: 13");
        }
    }

    @Test
    @DisplayName("A message of 64 KB goes both ways")
    void aMessageOfTheLargestSizeGoesBothWays() {
        String room = fresh("large");
        try (TestClient writer = connect("/ws/chat/" + room);
                TestClient reader = connect("/ws/chat/" + room)) {
            reader.next("ack");
            String head = "{\"type\":\"publish\",\"room\":\"" + room + "\",\"data\":\"";
            for (String character : List.of("x", "ü", "€", "🫖")) {
                int size = character.getBytes(StandardCharsets.UTF_8).length;
                String data = character.repeat((ServerSettings.MESSAGE_SIZE - head.length() - 2) / size);
                writer.sendRaw(head + data + "\"}");
                assertThat(reader.event("message").getString("data")).isEqualTo(data);
                assertThat(writer.event("message").getString("data")).isEqualTo(data);
            }
        }
    }

    @Test
    @DisplayName("A message over the limit is closed with 1009, whole or in fragments")
    void aMessageOverTheLimitIsClosed() throws IOException {
        for (int size : List.of(ServerSettings.MESSAGE_SIZE + 1, 3 * 1024 * 1024)) {
            assertThat(codeFor(size)).as("%d bytes", size).isEqualTo(1009);
        }
        try (RawClient client = raw("/ws/chat")) {
            byte[] part = bytes("x".repeat(8_000));
            client.frame(FIRST_TEXT, part);
            for (int i = 0; i < 8; i++) {
                client.frameUnlessClosed(MIDDLE, part);
            }
            assertThat(client.pongUntilClosed()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("A single frame of 5 MB is closed with 1009")
    void aHugeFrameIsClosed() throws IOException {
        int code = codeFor(5 * 1024 * 1024);
        if (isPayara()) {
            Difference.note("Tyrus closes with 1011 what does not fit into its 4 MB buffer, before the application sees"
                    + " any of it.");
            assertThat(code).isEqualTo(1011);
        } else {
            assertThat(code).isEqualTo(1009);
        }
    }

    private static int codeFor(int messageSize) throws IOException {
        try (RawClient client = raw("/ws/chat")) {
            client.frameUnlessClosed(TEXT, new byte[messageSize]);
            return client.pongUntilClosed();
        }
    }

    private static RawClient knock(String lines) throws IOException {
        return RawClient.knock(webSocket("/ws/chat"), RawClient.BUFFER, lines);
    }

    private static byte[] ping(String id) {
        return bytes("{\"type\":\"ping\",\"id\":\"" + id + "\"}");
    }

    /** The same with so many bytes. */
    private static byte[] padded(String id, int size) {
        String padding = " ".repeat(size - ping(id).length);
        return bytes("{\"type\":\"ping\"," + padding + "\"id\":\"" + id + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
