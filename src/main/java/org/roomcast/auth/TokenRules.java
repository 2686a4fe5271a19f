package org.roomcast.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say beside its signature. Immutable.
 *
 * @param issuer what {@code iss} must be; null when it is not looked at
 * @param audience what {@code aud} must name; null when it is not looked at
 * @param clockSkew how far the issuer's clock may be ahead of ours: for {@code nbf} and {@code iat}. {@code exp} has no
 *     leeway, since it is also the moment at which a connection ends.
 */
public record TokenRules(@Nullable String issuer, @Nullable String audience, Duration clockSkew) {

    public static final Duration DEFAULT_SKEW = Duration.ofSeconds(60);

    public static final TokenRules DEFAULT = new TokenRules(null, null, DEFAULT_SKEW);
}
