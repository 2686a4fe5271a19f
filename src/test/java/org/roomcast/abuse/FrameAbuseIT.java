package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that are none, never end, or are too many. */
@ExtendWith(AbuseExtension.class)
class FrameAbuseIT {

    private static final int TEXT = 0x81;
    private static final int TEXT_PART = 0x01;
    private static final int PART = 0x00;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    private final AbusedServer server;

    FrameAbuseIT(AbusedServer server) {
        this.server = server;
    }

    static Stream<Arguments> wrong() {
        byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        byte[] long130 = new byte[130];
        return Stream.of(
                Arguments.of("RSV1, as a compressed frame would have it", Frames.frame(0xC1, ping), 1002),
                Arguments.of("RSV2", Frames.frame(0xA1, ping), 1002),
                Arguments.of("RSV3", Frames.frame(0x91, ping), 1002),
                Arguments.of("a reserved opcode", Frames.frame(0x83, ping), 1002),
                Arguments.of("a reserved control opcode", Frames.frame(0x8B, ping), 1002),
                Arguments.of("a continuation of nothing", Frames.frame(0x80, ping), 1002),
                Arguments.of(
                        "a new message within a message",
                        Frames.joined(Frames.frame(TEXT_PART, ping), Frames.frame(TEXT, ping)),
                        1002),
                Arguments.of("a ping in parts", Frames.frame(0x09, ping), 1002),
                Arguments.of("a ping of 130 bytes", Frames.frame(PING, long130), 1002),
                Arguments.of("a close frame of one byte", Frames.frame(0x88, new byte[1]), 1002),
                Arguments.of("a close frame of 130 bytes", Frames.frame(0x88, long130), 1002),
                Arguments.of("a close code that is none", Frames.frame(0x88, new byte[] {0, 1}), 1002),
                Arguments.of(
                        "a close reason that is no UTF-8",
                        Frames.frame(0x88, new byte[] {3, (byte) 0xE8, (byte) 0xC3, 0x28}),
                        1007),
                Arguments.of("no mask", new byte[] {(byte) TEXT, 1, '{'}, 1002),
                Arguments.of("a length of 2^63", Frames.header(TEXT, -1L), 1009),
                Arguments.of("a length of 2^31", Frames.header(TEXT, 1L << 31), 1009),
                Arguments.of("a message of 65,537 bytes", Frames.frame(TEXT, new byte[65_537]), 1009),
                Arguments.of("a binary message of 65,537 bytes", Frames.frame(0x82, new byte[65_537]), 1009),
                Arguments.of("text that is no UTF-8", Frames.frame(TEXT, new byte[] {(byte) 0xC3, 0x28}), 1007),
                Arguments.of(
                        "half a character at the end",
                        Frames.frame(TEXT, new byte[] {'"', (byte) 0xE2, (byte) 0x82}),
                        1007));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongFrameEndsItsConnectionWithTheRightCode(String what, byte[] bytes, int code) throws IOException {
        try (Attacker mallory = new Attacker(server, 10).upgrade("/ws/chat")) {
            sendAsFarAsItGoes(mallory, bytes);
            assertThat(mallory.closeCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @MethodSource("heavyJson")
    void heavyJsonIsABadFrameAndNoBurden(String what, String json, String code) throws IOException {
        try (Attacker mallory = new Attacker(server, 10).upgrade("/ws/chat")) {
            for (int i = 0; i < 5; i++) {
                mallory.send(Frames.frame(TEXT, json.getBytes(StandardCharsets.UTF_8)));
            }
            mallory.send(
                    Frames.frame(TEXT, "{\"type\":\"ping\",\"id\":\"still here\"}".getBytes(StandardCharsets.UTF_8)));
            String answers = readUntil(mallory, "still here");
            assertThat(answers.split("\"" + code + "\"", -1)).hasSize(6);
        }
    }

    static Stream<Arguments> heavyJson() {
        String open = "{\"type\":\"publish\",\"room\":\"bystanders\",\"data\":";
        StringBuilder keys = new StringBuilder("{");
        for (int i = 0; i < 5_000; i++) {
            keys.append("\"k").append(i).append("\":0,");
        }
        return Stream.of(
                Arguments.of("arrays, as deep as a message is long", open + "[".repeat(65_000), "bad_frame"),
                Arguments.of("objects, deep", open + "{\"a\":".repeat(13_000), "bad_frame"),
                Arguments.of("deep and closed", open + "[".repeat(32_000) + "]".repeat(32_000) + "}", "bad_frame"),
                Arguments.of("1e1000000000", open + "1e1000000000}", "bad_frame"),
                Arguments.of("-1e-1000000000", open + "[-1e-1000000000]}", "bad_frame"),
                Arguments.of("a number of 60,000 digits", open + "9".repeat(60_000) + "}", "bad_frame"),
                Arguments.of("5,000 keys", open + keys + "\"z\":0}}", "bad_frame"),
                Arguments.of("a key twice", open + "1,\"data\":2}", "bad_frame"),
                Arguments.of("a string that never ends", open + "\"" + "x".repeat(65_000), "bad_frame"),
                Arguments.of("escapes only", open + "\"" + "\\u0000".repeat(10_000) + "\"}", "bad_frame"),
                Arguments.of(
                        "a batch of batches",
                        "{\"type\":\"batch\",\"frames\":[" + "{\"type\":\"batch\",\"frames\":[".repeat(10),
                        "bad_frame"));
    }

    @Test
    void partsThatNeverEndAreBounded() throws IOException {
        byte[] part = Frames.frame(PART, "x".repeat(8_000).getBytes(StandardCharsets.UTF_8));
        for (byte[] one : new byte[][] {part, Frames.frame(PART, new byte[0]), Frames.frame(PART, new byte[] {'x'})}) {
            try (Attacker mallory = new Attacker(server, 11).upgrade("/ws/chat")) {
                mallory.send(Frames.frame(TEXT_PART, new byte[] {'"'}));
                for (int i = 0; i < 300; i++) {
                    sendAsFarAsItGoes(mallory, one);
                }
                assertThat(mallory.closeCode()).isEqualTo(1009);
            }
        }
        try (Attacker mallory = new Attacker(server, 11).upgrade("/ws/chat")) {
            mallory.send(Frames.frame(TEXT_PART, new byte[] {'"'}));
            assertThat(mallory.closeCode()).as("a message that stops").isEqualTo(4005);
        }
    }

    @Test
    void aFloodOfFramesEndsItsSender() throws IOException {
        for (String text : new String[] {"{\"type\":\"ping\"}", "{", ""}) {
            try (Attacker mallory = new Attacker(server, 12).upgrade("/ws/chat")) {
                byte[] one = Frames.frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
                ByteBuffer many = ByteBuffer.allocate(one.length * 100);
                while (many.hasRemaining()) {
                    many.put(one);
                }
                for (int i = 0; i < 100; i++) {
                    sendAsFarAsItGoes(mallory, many.array());
                }
                assertThat(mallory.closeCode()).as(text).isIn(4101, 4005);
            }
        }
    }

    @Test
    void aFloodOfPingsOrPongsEndsItsSenderThoughItReads() throws IOException {
        for (int kind : new int[] {PING, PONG}) {
            try (Attacker mallory = new Attacker(server, 15).upgrade("/ws/chat")) {
                byte[] one = Frames.frame(kind, new byte[5]);
                ByteBuffer many = ByteBuffer.allocate(one.length * 10_000);
                while (many.hasRemaining()) {
                    many.put(one);
                }
                sendAsFarAsItGoes(mallory, many.array());
                assertThat(mallory.closeCode()).isEqualTo(4101);
            }
        }
    }

    /**
     * Each ping is owed a pong (RFC 6455 section 5.5.2), also to a peer that does not read. Where pings have no limit that
     * would end it before.
     */
    @Test
    void aFloodOfPingsWhoseAnswersNobodyReadsTakesNoMemory() throws Exception {
        byte[] ping = Frames.frame(PING, new byte[125]);
        ByteBuffer many = ByteBuffer.allocate(ping.length * 500);
        while (many.hasRemaining()) {
            many.put(ping);
        }
        try (AbusedServer unlimited = new AbusedServer("roomcast.http.pings-per-minute=0")) {
            long before = unlimited.usedMegabytes();
            try (Attacker mallory = new Attacker(unlimited, 13, 4 * 1024).upgrade("/ws/chat")) {
                for (int i = 0; i < 2_000; i++) {
                    sendAsFarAsItGoes(mallory, many.array());
                }
                assertThat(unlimited.usedMegabytes() - before).isLessThan(40);
            }
        }
    }

    @Test
    void nothingOfAllThatStays() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Attacker mallory = new Attacker(server, 14).upgrade("/ws/chat")) {
                mallory.send(Frames.frame(TEXT_PART, new byte[60_000]));
            }
        }
        eventually(() -> assertThat(server.usedMegabytes()).isLessThan(80));
    }

    private static void sendAsFarAsItGoes(Attacker mallory, byte[] bytes) throws IOException {
        try {
            mallory.send(bytes);
        } catch (SocketException ended) {
            assertThat(ended).as("the server may have ended it already").isNotNull();
        }
    }

    private static String readUntil(Attacker mallory, String mark) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (text.indexOf(mark) < 0) {
            int n = mallory.socket().getInputStream().read(buffer);
            assertThat(n).as(text.toString()).isPositive();
            text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
