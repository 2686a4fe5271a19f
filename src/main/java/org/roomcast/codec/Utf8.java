package org.roomcast.codec;

/** Counts and checks UTF-8 without making bytes. */
public final class Utf8 {

    private Utf8() {}

    /** The length of {@code text} in UTF-8; a lone surrogate counts as 3. */
    public static int length(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && isLow(text, i + 1)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Whether the text has no NUL and no half of a surrogate pair, so that every UTF-8 reader takes it. */
    static boolean isClean(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (!isLow(text, i + 1)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isLow(CharSequence text, int i) {
        return i < text.length() && Character.isLowSurrogate(text.charAt(i));
    }
}
