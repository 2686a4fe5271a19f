package org.roomcast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** WebSocket framing as a client needs it (RFC 6455 5.2): writes masked frames, finds the frames received. */
final class Frames {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int SHORTEST_HEAD = 2;
    private static final int LONGEST_HEAD = 14;

    private Frames() {}

    /** Takes a whole frame, of which {@code [from, end)} is the payload. */
    @FunctionalInterface
    interface Sink {
        void frame(int opcode, ByteBuffer in, int from, int end);
    }

    static ByteBuffer text(String text) {
        return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer of(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length);
        frame.put((byte) (FIN | opcode));
        if (payload.length < LENGTH_16) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >>> 24 - 8 * (i & 3)));
        }
        return frame.flip();
    }

    /** Hands over the whole frames in {@code [from, end)} and answers where the first incomplete one begins. */
    static int each(ByteBuffer in, int from, int end, Sink sink) {
        int at = from;
        while (end - at >= SHORTEST_HEAD) {
            int length = in.get(at + 1) & 0xFF;
            int head = SHORTEST_HEAD + (length == LENGTH_16 ? Short.BYTES : length == LENGTH_64 ? Long.BYTES : 0);
            if (end - at < head) {
                break;
            }
            long payload = length == LENGTH_16
                    ? in.getShort(at + SHORTEST_HEAD) & 0xFFFF
                    : length == LENGTH_64 ? in.getLong(at + SHORTEST_HEAD) : length;
            requireSupported(in.get(at), length, head + payload, in.capacity());
            if (end - at < head + payload) {
                break;
            }
            sink.frame(in.get(at) & 0x0F, in, at + head, at + head + (int) payload);
            at += head + (int) payload;
        }
        return at;
    }

    private static void requireSupported(byte first, int length, long frame, int capacity) {
        if ((first & FIN) == 0 || (length & MASKED) != 0 || frame > capacity) {
            throw new BenchException("A frame that is fragmented, masked or over " + capacity + " bytes");
        }
    }
}
