package org.roomcast.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pages may open a connection: those of the same host and port, and those of a list. Immutable. */
public final class OriginPolicy {

    private final List<OriginPattern> allowed;
    private final MissingOrigin missing;

    /**
     * Who asks.
     *
     * @param origin the header {@code Origin}; null without one
     * @param host the host and port that were asked, as the browser knows them; null when not told
     * @param scheme {@code http} or {@code https}, where a trusted proxy tells; null for either
     * @param hasToken whether a token came along
     */
    public record Request(
            @Nullable String origin,
            @Nullable String host,
            @Nullable String scheme,
            boolean hasToken) {}

    /**
     * @param allowed further origins, such as {@code https://app.example} or {@code https://*.example}
     * @throws IllegalArgumentException when one of them is no origin
     */
    public OriginPolicy(List<String> allowed, MissingOrigin missing) {
        this.allowed = OriginPattern.parse(allowed);
        this.missing = missing;
    }

    public boolean allows(Request request) {
        if (request.origin() == null) {
            return missing == MissingOrigin.ANY || (missing == MissingOrigin.TOKEN && request.hasToken());
        }
        OriginPattern origin = OriginPattern.origin(request.origin());
        if (origin == null) {
            return false;
        }
        return (request.host() != null && origin.isAt(request.host(), request.scheme())) || lists(origin);
    }

    /** Whether this is one of the further origins. */
    public boolean lists(@Nullable String origin) {
        OriginPattern known = origin == null ? null : OriginPattern.origin(origin);
        return known != null && lists(known);
    }

    private boolean lists(OriginPattern origin) {
        return allowed.stream().anyMatch(pattern -> pattern.matches(origin));
    }
}
