package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/** Makes tokens that {@link JwtVerifier} takes, for the link that a server prints at its start and for tests. */
public final class TokenMint {

    private final Secret secret;
    private final Clock clock;

    public TokenMint(Secret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** A token for a user with roles, valid from now on. */
    public String mint(String user, String name, List<String> roles, Duration lifetime) {
        Date now = Date.from(clock.instant());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(user)
                .claim("name", name)
                .claim("roles", roles)
                .issueTime(now)
                .expirationTime(Date.from(clock.instant().plus(lifetime)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.bytes()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 with a secret of at least 256 bits cannot fail", impossible);
        }
        return token.serialize();
    }
}
