package org.roomcast.model;

/**
 * Text for the log that may have come from anybody: one line of it, in which nothing ends the line, turns it around or
 * hides, and no more than 2 KB.
 */
public final class LogText {

    /** In characters. */
    static final int MOST = 2_048;

    private LogText() {}

    /** The text with control, format and lone surrogate characters escaped, shortened. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MOST));
        for (int i = 0; i < text.length(); ) {
            if (line.length() >= MOST) {
                return line.append("… (")
                        .append(text.length())
                        .append(" characters)")
                        .toString();
            }
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            append(line, character);
        }
        return line.toString();
    }

    private static void append(StringBuilder line, int character) {
        switch (character) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isPlain(character)) {
                    line.appendCodePoint(character);
                } else {
                    line.append("\\u{").append(Integer.toHexString(character)).append('}');
                }
            }
        }
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
