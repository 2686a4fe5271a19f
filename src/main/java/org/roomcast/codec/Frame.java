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
    public record Close(int code, String reason) {}
}
