package org.roomcast.auth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a connection: those of the same host and port, and those of a list. A client that sends no origin
 * is not a browser, and has no login of somebody else's to abuse. Immutable.
 *
 * @param allowed further origins, such as {@code https://app.example}
 */
public record OriginPolicy(List<String> allowed) {

    public OriginPolicy {
        allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    /** @param host the request's {@code Host} header */
    public boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        return allowed.contains(lower) || (host != null && isSame(lower, host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isSame(String origin, String host) {
        try {
            URI page = URI.create(origin);
            String authority = page.getRawAuthority();
            String scheme = page.getScheme();
            if (authority == null || scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return false;
            }
            String port = scheme.equals("https") ? ":443" : ":80";
            return authority.equals(host) || (authority + port).equals(host) || authority.equals(host + port);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
