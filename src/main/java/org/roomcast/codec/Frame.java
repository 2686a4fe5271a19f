package org.roomcast.codec;

/**
 * One encoded frame, ready to be sent any number of times. Immutable.
 *
 * @param text the frame
 * @param bytes its length in UTF-8
 */
public record Frame(String text, int bytes) {

    public static Frame of(String text) {
        return new Frame(text, Utf8.length(text));
    }

    /**
     * How a connection ends on the wire.
     *
     * @param code the close code
     * @param reason at most 123 bytes in UTF-8 (RFC 6455 section 5.5)
     */
    public record Close(int code, String reason) {

        private static final int MAX_BYTES = 123;

        /** The beginning of a reason, as much of it as fits into a close frame. */
        public static String cut(String reason) {
            String kept = reason;
            while (Utf8.length(kept) > MAX_BYTES) {
                kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
            }
            return kept;
        }
    }
}
