package org.roomcast.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomGrants;
import org.roomcast.model.RoomPattern;

/** Reads an identity from the claims of a verified token. A claim of the wrong kind makes the token invalid. */
final class JwtClaims {

    private JwtClaims() {}

    /** @throws ParseException when a claim is of another kind than it must be */
    static Identity toIdentity(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        if (!UserIds.isValid(subject)) {
            throw new ParseException("sub", 0);
        }
        return new Identity(
                subject,
                Identity.displayName(claims.getStringClaim("name"), subject),
                claims.getStringClaim("email"),
                roles(claims),
                grants(claims.getJSONObjectClaim("rooms")),
                claims.getExpirationTime().toInstant());
    }

    private static Set<String> roles(JWTClaimsSet claims) throws ParseException {
        Set<String> roles = new HashSet<>();
        for (String claim : List.of("roles", "groups")) {
            List<String> values = claims.getStringListClaim(claim);
            if (values != null) {
                roles.addAll(values);
            }
        }
        return roles;
    }

    private static RoomGrants grants(@Nullable Map<String, Object> rooms) throws ParseException {
        if (rooms == null) {
            return RoomGrants.NONE;
        }
        List<RoomPattern> join = patterns(rooms.get("join"));
        return new RoomGrants(join == null ? List.of() : join, patterns(rooms.get("publish")));
    }

    private static @Nullable List<RoomPattern> patterns(@Nullable Object claim) throws ParseException {
        if (claim == null) {
            return null;
        }
        if (!(claim instanceof List<?> items) || !items.stream().allMatch(String.class::isInstance)) {
            throw new ParseException("rooms", 0);
        }
        return items.stream().map(item -> new RoomPattern((String) item)).toList();
    }
}
