package org.roomcast.inbox;

import java.nio.charset.StandardCharsets;

/** What text every store can keep. */
final class Text {

    private Text() {}

    /** PostgreSQL keeps no NUL, and half of a surrogate pair is not Unicode. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
