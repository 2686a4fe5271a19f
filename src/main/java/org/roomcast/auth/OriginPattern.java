package org.roomcast.auth;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An origin (RFC 6454) of a list: {@code https://app.example.org}, {@code https://*.example.org} for all hosts below
 * that one, {@code http://localhost:*} for all ports, or {@code null}. Immutable.
 *
 * @param scheme in lower case; empty for the origin {@code null}
 * @param host in lower case; with a dot in front for all hosts below
 * @param port -1 for any
 */
record OriginPattern(String scheme, String host, int port) {

    private static final Pattern ORIGIN =
            Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[0-9a-f:.]+]|(?:\\*\\.)?[a-z0-9._-]+)(?::([0-9]{1,5}|\\*))?");
    private static final int LONGEST = 300;
    private static final int ANY_PORT = -1;
    private static final int NO_PORT = 0;
    private static final int MAX_PORT = 65_535;
    private static final String ALL_BELOW = "*.";
    private static final OriginPattern NULL = new OriginPattern("", "null", NO_PORT);

    /** @throws IllegalArgumentException when it is none */
    static OriginPattern parse(String text) {
        OriginPattern pattern = read(text, true);
        if (pattern == null) {
            throw new IllegalArgumentException("must hold origins such as https://app.example.org or"
                    + " https://*.example.org, without a path; found \"" + text + "\"");
        }
        return pattern;
    }

    static List<OriginPattern> parse(List<String> texts) {
        return texts.stream().map(OriginPattern::parse).toList();
    }

    /** Reads what a browser sent. @return null when it is no origin */
    static @Nullable OriginPattern origin(String text) {
        return read(text, false);
    }

    boolean matches(OriginPattern origin) {
        return scheme.equals(origin.scheme)
                && (port == ANY_PORT || port == origin.port)
                && (host.startsWith(".") ? isBelow(origin.host) : host.equals(origin.host));
    }

    /** Whether a request to this host, as the header tells it, came from a page of it. */
    boolean isAt(String ownHost, @Nullable String ownScheme) {
        if (!isWeb() || (ownScheme != null && !ownScheme.equals(scheme))) {
            return false;
        }
        OriginPattern own = read(scheme + "://" + ownHost.toLowerCase(Locale.ROOT), false);
        return equals(own);
    }

    private boolean isWeb() {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** There is at least one label more, and none that is empty. */
    private boolean isBelow(String other) {
        return other.endsWith(host)
                && other.length() > host.length()
                && !other.startsWith(".")
                && !other.contains("..");
    }

    private static @Nullable OriginPattern read(String text, boolean isPattern) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("null")) {
            return NULL;
        }
        Matcher parts = ORIGIN.matcher(lower);
        if (lower.length() > LONGEST || !parts.matches() || (!isPattern && lower.contains("*"))) {
            return null;
        }
        String scheme = parts.group(1);
        String host = parts.group(2);
        int port = port(scheme, parts.group(3));
        if (port > MAX_PORT || scheme.equals("file")) {
            return null;
        }
        return new OriginPattern(scheme, host.startsWith(ALL_BELOW) ? host.substring(1) : host, port);
    }

    private static int port(String scheme, @Nullable String text) {
        if (text != null) {
            return text.equals("*") ? ANY_PORT : Integer.parseInt(text);
        }
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> NO_PORT;
        };
    }
}
