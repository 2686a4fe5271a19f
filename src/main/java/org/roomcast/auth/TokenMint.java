package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roomcast.model.Identity;

/**
 * Makes tokens that {@link JwtVerifier} takes, for the link that a server prints at its start, the command {@code token}
 * and tests. Only a server with a secret can: those that know public keys alone leave it to the issuer.
 */
public final class TokenMint {

    private final Secret secret;
    private final TokenRules rules;
    private final Clock clock;

    /** @param rules what the tokens have to say so that the server takes them */
    public TokenMint(Secret secret, TokenRules rules, Clock clock) {
        this.secret = secret;
        this.rules = rules;
        this.clock = clock;
    }

    public TokenMint(Secret secret, Clock clock) {
        this(secret, TokenRules.DEFAULT, clock);
    }

    /** A token for a user with roles, valid from now on. */
    public String mint(String user, String name, List<String> roles, Duration lifetime) {
        return mint(TokenRequest.of(user, lifetime).withName(name).withRoles(roles));
    }

    /** @throws IllegalArgumentException when no server would take the token; the text says why */
    public String mint(TokenRequest request) {
        if (!UserIds.isValid(request.user())) {
            throw new IllegalArgumentException("the user id must have 1 to 200 visible characters, and not begin with "
                    + Identity.ANONYMOUS_PREFIX);
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims(request));
        try {
            token.sign(new MACSigner(secret.bytes()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 with a secret of at least 256 bits cannot fail", impossible);
        }
        String text = token.serialize();
        if (text.length() > JwtVerifier.MAX_TOKEN) {
            throw new IllegalArgumentException(
                    "the token would have more than " + JwtVerifier.MAX_TOKEN + " characters; grant fewer rooms");
        }
        return text;
    }

    private JWTClaimsSet claims(TokenRequest request) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(rules.issuer())
                .audience(rules.audience())
                .subject(request.user())
                .claim("name", request.name())
                .claim("email", request.email())
                .claim("roles", request.roles())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(request.lifetime())));
        Map<String, Object> rooms = new HashMap<>();
        if (!request.join().isEmpty()) {
            rooms.put("join", request.join());
        }
        if (request.publish() != null) {
            rooms.put("publish", request.publish());
        }
        return rooms.isEmpty() ? claims.build() : claims.claim("rooms", rooms).build();
    }
}
