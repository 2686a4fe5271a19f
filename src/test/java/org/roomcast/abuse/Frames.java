package org.roomcast.abuse;

import java.nio.ByteBuffer;

/** WebSocket frames as a client sends them (RFC 6455 section 5.2), with a mask of zeros. */
final class Frames {

    private Frames() {}

    static byte[] frame(int first, byte[] payload) {
        return joined(header(first, payload.length), payload);
    }

    static byte[] header(int first, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length >= 0 && length < 65_536) {
            header.put((byte) 0xFE).putShort((short) length);
        } else {
            header.put((byte) 0xFF).putLong(length);
        }
        byte[] bytes = new byte[header.position() + 4];
        header.flip().get(bytes, 0, header.limit());
        return bytes;
    }

    static byte[] joined(byte[] one, byte[] two) {
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }
}
