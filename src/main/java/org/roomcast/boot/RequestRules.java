package org.roomcast.boot;

import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a request's header must be for two servers to agree on where the request ends (RFC 9112). Grizzly takes a
 * {@code Content-Length} beside a {@code Transfer-Encoding}, encodings that it does not know, names with blanks and
 * several hosts; a proxy in front may read each of them differently, and then takes a part of one client's request for
 * the beginning of another's. Stateless.
 */
final class RequestRules {

    /** RFC 9110 section 5.6.2. */
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    /** A name or an address, and a port: RFC 3986 section 3.2. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=%-]+|\\[[0-9A-Fa-f:.%]+])(?::[0-9]{0,5})?");

    private RequestRules() {}

    /** @return what is wrong, for the client; null when nothing is */
    static @Nullable String violation(HttpRequestPacket request) {
        MimeHeaders headers = request.getHeaders();
        int lengths = 0;
        int encodings = 0;
        int hosts = 0;
        int origins = 0;
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.getName(i).toString();
            String value = headers.getValue(i).toString();
            if (!isToken(name) || !isText(value)) {
                return "A header has characters that are not allowed";
            }
            if (name.equalsIgnoreCase("Content-Length")) {
                lengths++;
            } else if (name.equalsIgnoreCase("Host")) {
                hosts++;
                if (!HOST.matcher(value.strip()).matches()) {
                    return "Host must be a host";
                }
            } else if (name.equalsIgnoreCase("Origin")) {
                // the engine would take a list apart and look at its first entry alone
                origins += value.split(",", -1).length;
            } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
                encodings++;
                if (!value.strip().equalsIgnoreCase("chunked")) {
                    return "The only transfer coding is chunked";
                }
            }
        }
        if (hosts > 1 || origins > 1) {
            return "There must be one Host, and one Origin at most";
        }
        // section 6.1: together they are an attempt at smuggling
        return lengths + encodings > 1 ? "There must be one Content-Length or Transfer-Encoding" : null;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }

    /** RFC 9110 section 5.5: no control character but the tab. */
    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F));
    }
}
