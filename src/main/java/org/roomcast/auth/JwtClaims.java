package org.roomcast.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.StrictJson;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomGrants;
import org.roomcast.model.RoomPattern;

/**
 * The claims of a token, read strictly: one of the wrong kind makes the token invalid. Immutable.
 *
 * @param values as JSON gives them
 */
record JwtClaims(Map<String, Object> values) {

    /** The end of the year 9999: what is later is no time, and would overflow. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    /** RFC 5321 section 4.5.3.1.3, without the brackets. */
    private static final int MAX_EMAIL = 254;

    /** @throws ParseException when it is no JSON object in UTF-8, or {@link StrictJson} refuses it */
    static JwtClaims of(byte[] payload) throws ParseException {
        try {
            // a decoder that reports, since the usual one puts something else in the place of what it cannot read
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            // the library takes the last of two members of one name, and another reader may take the first
            StrictJson.require(json);
            return new JwtClaims(JSONObjectUtils.parse(json));
        } catch (CharacterCodingException | ProtocolException notUtf8OrAmbiguous) {
            throw new ParseException("claims", 0);
        }
    }

    /** @throws ParseException when a claim is missing or of another kind than it must be */
    Identity toIdentity() throws ParseException {
        String subject = text(values, "sub");
        if (subject == null || !UserIds.isValid(subject)) {
            throw new ParseException("sub", 0);
        }
        return new Identity(
                subject, Identity.displayName(text(values, "name"), subject), email(), roles(), grants(), expiresAt());
    }

    /**
     * Whether the token has ended; all else that the rules ask is required.
     *
     * @throws ParseException when the token is another's, or not valid yet
     */
    boolean isExpired(TokenRules rules, Instant now) throws ParseException {
        if (rules.issuer() != null && !rules.issuer().equals(text(values, "iss"))) {
            throw new ParseException("iss", 0);
        }
        if (rules.audience() != null && !audience().contains(rules.audience())) {
            throw new ParseException("aud", 0);
        }
        Instant latest = now.plus(rules.clockSkew());
        for (String claim : List.of("nbf", "iat")) {
            Instant time = time(claim);
            if (time != null && time.isAfter(latest)) {
                throw new ParseException(claim, 0);
            }
        }
        return !now.isBefore(expiresAt());
    }

    private Instant expiresAt() throws ParseException {
        Instant time = time("exp");
        if (time == null) {
            throw new ParseException("exp", 0);
        }
        return time;
    }

    /** A NumericDate of RFC 7519 section 2: seconds, with a fraction or without. */
    private @Nullable Instant time(String claim) throws ParseException {
        Object value = values.get(claim);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)
                || !(number.doubleValue() >= 0)
                || !(number.doubleValue() <= MAX_SECONDS)) {
            throw new ParseException(claim, 0);
        }
        return Instant.ofEpochSecond(number.longValue());
    }

    private List<String> audience() throws ParseException {
        Object value = values.get("aud");
        return value instanceof String one ? List.of(one) : strings(values, "aud");
    }

    /** An address that cannot be one is left out: nobody is turned away for it. */
    private @Nullable String email() throws ParseException {
        String email = text(values, "email");
        String shown = Identity.displayName(email, "");
        boolean isFit = email != null && !email.isEmpty() && email.length() <= MAX_EMAIL && email.equals(shown);
        return isFit ? email : null;
    }

    private Set<String> roles() throws ParseException {
        Set<String> roles = new HashSet<>(strings(values, "roles"));
        roles.addAll(strings(values, "groups"));
        return roles;
    }

    private RoomGrants grants() throws ParseException {
        Object rooms = values.get("rooms");
        if (rooms == null) {
            return RoomGrants.NONE;
        }
        if (!(rooms instanceof Map<?, ?> grants)) {
            throw new ParseException("rooms", 0);
        }
        return new RoomGrants(
                patterns(grants, "join"), grants.get("publish") == null ? null : patterns(grants, "publish"));
    }

    private static List<RoomPattern> patterns(Map<?, ?> object, String name) throws ParseException {
        return strings(object, name).stream().map(RoomPattern::new).toList();
    }

    private static @Nullable String text(Map<?, ?> object, String name) throws ParseException {
        Object value = object.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new ParseException(name, 0);
    }

    private static List<String> strings(Map<?, ?> object, String name) throws ParseException {
        Object value = object.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items) || !items.stream().allMatch(String.class::isInstance)) {
            throw new ParseException(name, 0);
        }
        return items.stream().map(String.class::cast).toList();
    }

    /** Claims are somebody's data. */
    @Override
    public String toString() {
        return "JwtClaims[" + values.size() + "]";
    }
}
