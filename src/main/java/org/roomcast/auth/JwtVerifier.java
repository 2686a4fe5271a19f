package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/**
 * Verifies JSON Web Tokens (PROTOCOL.md section 6). The algorithm is the server's, never the token's; what costs nothing
 * is checked first, so that a token that cannot be valid makes nobody fetch a key. docs/SECURITY.md goes through RFC 8725
 * point by point.
 */
public final class JwtVerifier implements TokenVerifier {

    /** A token of this length, in characters, holds some hundred room patterns; longer ones are not parsed. */
    static final int MAX_TOKEN = 4096;

    /** The library decodes what is no base64url too, and skips what it does not know. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final TokenAlgorithm algorithm;
    private final TokenKeys keys;
    private final TokenRules rules;
    private final Clock clock;

    public JwtVerifier(TokenAlgorithm algorithm, TokenKeys keys, TokenRules rules, Clock clock) {
        this.algorithm = algorithm;
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
    }

    /** HS256 with the usual rules. */
    public JwtVerifier(Secret secret, Clock clock) {
        this(TokenAlgorithm.HS256, TokenKeys.of(secret), TokenRules.DEFAULT, clock);
    }

    @Override
    public Identity verify(String token) {
        if (token.length() > MAX_TOKEN || !SHAPE.matcher(token).matches()) {
            throw refused();
        }
        try {
            return verified(token);
        } catch (ProtocolException known) {
            throw known;
        } catch (ParseException | JOSEException | RuntimeException invalid) {
            // whatever a forged token makes the parser do, its sender learns nothing from it
            throw refused();
        }
    }

    private Identity verified(String token) throws ParseException, JOSEException {
        JWSObject signed = JWSObject.parse(token);
        JwtHeader.require(signed.getHeader(), algorithm);
        JwtClaims claims = JwtClaims.of(signed.getPayload().toBytes());
        Identity identity = claims.toIdentity();
        boolean isExpired = claims.isExpired(rules, clock.instant());
        requireSignature(signed, isExpired);
        if (isExpired) {
            throw new ProtocolException(ErrorCode.TOKEN_EXPIRED, "The token has expired");
        }
        return identity;
    }

    private void requireSignature(JWSObject signed, boolean isExpired) throws JOSEException {
        String id = signed.getHeader().getKeyID();
        List<TokenKey> candidates = keys.find(id);
        // as long as there is no key at all nobody knows whether the token was ever valid
        if (candidates.isEmpty() && (!isExpired || keys.count() == 0)) {
            keys.miss(id);
        }
        for (TokenKey key : candidates) {
            if (key.verifier().verify(signed.getHeader(), signed.getSigningInput(), signed.getSignature())) {
                return;
            }
        }
        throw refused();
    }

    private static ProtocolException refused() {
        return new ProtocolException(ErrorCode.UNAUTHENTICATED, "The token is not valid");
    }
}
