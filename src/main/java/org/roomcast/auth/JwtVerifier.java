package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/**
 * Verifies JSON Web Tokens signed with HS256 and the server's secret (PROTOCOL.md section 6). The algorithm is fixed
 * here, never taken from the token (RFC 8725 section 3.1).
 */
public final class JwtVerifier implements TokenVerifier {

    /** A token of this length, in characters, holds some hundred room patterns; longer ones are not parsed. */
    static final int MAX_TOKEN = 4096;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public JwtVerifier(Secret secret, Clock clock) {
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(secret.bytes())));
        processor.setJWTClaimsSetVerifier(new ClockedClaims(clock));
    }

    @Override
    public Identity verify(String token) {
        if (token.length() > MAX_TOKEN) {
            throw refused();
        }
        try {
            return JwtClaims.toIdentity(processor.process(token, null));
        } catch (ExpiredJWTException expired) {
            throw new ProtocolException(ErrorCode.TOKEN_EXPIRED, "The token has expired");
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException invalid) {
            // whatever a forged token makes the parser do, its sender learns nothing from it
            throw refused();
        }
    }

    private static ProtocolException refused() {
        return new ProtocolException(ErrorCode.UNAUTHENTICATED, "The token is not valid");
    }

    /** Takes the time from a clock that tests can set; no leeway, since both ends of a link have one clock or NTP. */
    private static final class ClockedClaims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClockedClaims(Clock clock) {
            super(null, Set.of("sub", "exp"));
            this.clock = clock;
            setMaxClockSkew(0);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
