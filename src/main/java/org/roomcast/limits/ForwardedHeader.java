package org.roomcast.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Forwarded}, RFC 7239 section 4. */
final class ForwardedHeader {

    private static final Pattern PAIR = Pattern.compile(
            "\\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\",;\\s]*))\\s*([,;]|$)");
    /** Stands for a hop that tells nothing. */
    private static final String NOBODY = "unknown";
    /** Longer lines are no chain of proxies but an attack on whoever reads them. */
    private static final int LONGEST = 2_000;

    private ForwardedHeader() {}

    /** What each hop says of whom it got the request from, in order; nothing of a line that is not well-formed. */
    static List<String> addresses(List<String> lines) {
        return values(lines, "for", NOBODY);
    }

    /** What the last hop says, of a parameter such as {@code host}; null when it says nothing. */
    static @Nullable String last(List<String> lines, String parameter) {
        List<String> values = values(lines, parameter, "");
        String last = values.isEmpty() ? "" : values.get(values.size() - 1);
        return last.isEmpty() ? null : last;
    }

    private static List<String> values(List<String> lines, String parameter, String otherwise) {
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            values.addAll(ofLine(line, parameter, otherwise));
        }
        return values;
    }

    private static List<String> ofLine(String line, String parameter, String otherwise) {
        List<String> values = new ArrayList<>();
        Matcher pair = PAIR.matcher(line);
        String value = otherwise;
        int end = 0;
        if (line.length() > LONGEST) {
            return List.of(otherwise);
        }
        while (end < line.length()) {
            if (!pair.find(end) || pair.start() != end) {
                return List.of(otherwise);
            }
            end = pair.end();
            if (pair.group(1).toLowerCase(Locale.ROOT).equals(parameter)) {
                value = pair.group(2) == null ? pair.group(3) : pair.group(2).replaceAll("\\\\(.)", "$1");
            }
            if (!pair.group(4).equals(";")) {
                values.add(value);
                value = otherwise;
            }
        }
        return values;
    }
}
