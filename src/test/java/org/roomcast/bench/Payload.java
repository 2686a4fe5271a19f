package org.roomcast.bench;

import java.nio.ByteBuffer;

/**
 * The text of a message: a mark, the message's number and filler, 128 bytes in all.
 *
 * <p>None of its characters is escaped in JSON, so that the text is found in any frame without parsing the frame.
 */
final class Payload {
    static final int BYTES = 128;

    private static final char MARK = '~';
    private static final int MARKS = 8;
    private static final int DIGITS = 8;
    private static final String HEAD = String.valueOf(MARK).repeat(MARKS);
    private static final String FILLER = "roomcast".repeat(BYTES).substring(0, BYTES - MARKS - DIGITS);

    private Payload() {}

    static String text(int number) {
        return HEAD + String.format("%0" + DIGITS + "d", number) + FILLER;
    }

    /** Where the next text begins in {@code [from, end)}, or -1. */
    static int find(ByteBuffer in, int from, int end) {
        // Any run of eight marks covers one of the positions looked at, so the other seven need no look.
        for (int at = from + MARKS - 1; at < end; at += MARKS) {
            if (in.get(at) == MARK) {
                int start = at;
                while (start > from && in.get(start - 1) == MARK) {
                    start--;
                }
                if (start + BYTES <= end && in.get(start + MARKS - 1) == MARK) {
                    return start;
                }
            }
        }
        return -1;
    }

    /** The number of the message whose text begins at {@code start}. */
    static int number(ByteBuffer in, int start) {
        int number = 0;
        for (int at = start + MARKS; at < start + MARKS + DIGITS; at++) {
            number = number * 10 + in.get(at) - '0';
        }
        return number;
    }
}
