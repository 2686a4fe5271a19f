package org.roomcast.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;

/** What a token's header must be before anything else is looked at. */
final class JwtHeader {

    /** Those of JWT and of OAuth access tokens (RFC 9068), with and without the prefix of a media type. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    /** Ways in which a token could bring, or point to, its own key (RFC 8725 section 3.10). */
    private static final Set<String> OWN_KEYS = Set.of("jwk", "jku", "x5u", "x5c");

    private JwtHeader() {}

    /** @throws ParseException when it is not */
    static void require(JWSHeader header, TokenAlgorithm algorithm) throws ParseException {
        JOSEObjectType type = header.getType();
        boolean isFit = algorithm.isNamedBy(header.getAlgorithm().getName())
                && header.getCriticalParams() == null
                && header.getContentType() == null
                && !header.getIncludedParams().contains("b64")
                && (type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT)))
                && OWN_KEYS.stream().noneMatch(header.getIncludedParams()::contains);
        if (!isFit) {
            throw new ParseException("header", 0);
        }
    }
}
