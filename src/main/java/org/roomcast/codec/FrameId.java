package org.roomcast.codec;

import org.jspecify.annotations.Nullable;

/**
 * The {@code id} that a client gives a frame: an integer, or a string of at most {@value #MAX_LENGTH} characters. Exactly one component
 * is set. Immutable.
 *
 * @param number the integer
 * @param text the string
 */
public record FrameId(@Nullable Long number, @Nullable String text) {

    /** The longest string, in characters. */
    public static final int MAX_LENGTH = 64;

    static FrameId of(long number) {
        return new FrameId(number, null);
    }

    static FrameId of(String text) {
        return new FrameId(null, text);
    }
}
