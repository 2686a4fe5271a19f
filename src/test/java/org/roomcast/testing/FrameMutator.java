package org.roomcast.testing;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Makes bytes that are nearly WebSocket frames (RFC 6455 section 5.2): every bit of a header may lie. */
public final class FrameMutator {

    private static final int[] LENGTHS = {0, 1, 2, 125, 126, 127, 128, 200, 255, 256, 300};
    private static final long[] CLAIMS = {
        126, 127, 65_535, 65_536, 65_537, Integer.MAX_VALUE, 1L + Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1
    };
    private static final int MOST = 2_000;

    private FrameMutator() {}

    /** One to six frames, of which the last may be cut off. */
    public static byte[] next(SplittableRandom random) {
        ByteBuffer out = ByteBuffer.allocate(MOST);
        for (int frames = 1 + random.nextInt(6); frames > 0; frames--) {
            frame(out, random);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(out.position() + 1) : out.position();
        byte[] bytes = new byte[length];
        out.flip().get(bytes);
        return bytes;
    }

    private static void frame(ByteBuffer out, SplittableRandom random) {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        int mask = random.nextInt(10) == 0 ? 0 : 0x80;
        out.put((byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0x81));
        if (random.nextInt(12) == 0) {
            claim(out, mask, CLAIMS[random.nextInt(CLAIMS.length)], random.nextBoolean());
        } else if (length < 126) {
            out.put((byte) (mask | length));
        } else {
            claim(out, mask, length, random.nextInt(5) > 0);
        }
        int payload = random.nextInt(8) == 0 ? random.nextInt(length + 1) : length;
        for (int i = (mask == 0 ? 0 : 4) + payload; i > 0; i--) {
            out.put((byte) random.nextInt(256));
        }
    }

    private static void claim(ByteBuffer out, int mask, long length, boolean isShort) {
        if (isShort) {
            out.put((byte) (mask | 126)).putShort((short) length);
        } else {
            out.put((byte) (mask | 127)).putLong(length);
        }
    }
}
