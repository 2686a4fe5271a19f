package org.roomcast.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.Fuzz;
import org.roomcast.testing.JsonMutator;

/** Tokens put together by hand. Many have a right signature, so that what is behind it is reached. */
class TokenFuzzTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final JsonMutator HEADERS = new JsonMutator(List.of(
            "{\"alg\":\"HS256\"}",
            "{\"alg\":\"none\"}",
            "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"a\",\"crit\":[\"b64\"],\"b64\":false}",
            "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"},\"jku\":\"http://127.0.0.1:1/\",\"x5u\":\"x\",\"x5c\":[\"x\"]}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}"));
    private static final JsonMutator CLAIMS = new JsonMutator(
            List.of(
                    "{\"sub\":\"ada\",\"exp\":4102444800}",
                    "{\"sub\":\"ada\",\"exp\":4102444800,\"nbf\":0,\"iat\":1,\"iss\":\"i\",\"aud\":[\"a\"],\"name\":\"Ada\",\"email\":\"a@b\","
                            + "\"roles\":[\"admin\"],\"groups\":[\"x\"],\"rooms\":{\"join\":[\"private.*\"],\"publish\":[\"a\"]}}"));

    private final TokenVerifier verifier = new JwtVerifier(Secret.of(SECRET), Clock.systemUTC());

    @Test
    void aTokenIsAnIdentityOrRefusedAndNothingElse() {
        Fuzz.feed("the token verifier", 300_000, TokenFuzzTest::token, token -> {
            try {
                Identity who = verifier.verify(token);
                if (!who.isAuthenticated() || !isSigned(token)) {
                    throw new AssertionError("A token without the right signature is taken");
                }
            } catch (ProtocolException refused) {
                if (refused.code() != ErrorCode.UNAUTHENTICATED && refused.code() != ErrorCode.TOKEN_EXPIRED) {
                    throw new AssertionError("A token is refused for another reason", refused);
                }
            }
        });
    }

    private static String token(SplittableRandom random) {
        String header = random.nextInt(3) > 0 ? "{\"alg\":\"HS256\"}" : HEADERS.next(random);
        String unsigned = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(CLAIMS.next(random).getBytes(StandardCharsets.UTF_8)) + ".";
        StringBuilder token = new StringBuilder(unsigned).append(signature(unsigned));
        for (int changes = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0; changes > 0; changes--) {
            int at = random.nextInt(token.length());
            switch (random.nextInt(4)) {
                case 0 -> token.deleteCharAt(at);
                case 1 -> token.insert(at, '.');
                case 2 -> token.setCharAt(at, (char) random.nextInt(256));
                default -> token.insert(at, (char) random.nextInt(Character.MAX_VALUE + 1));
            }
        }
        return token.toString();
    }

    /** But for the last character, some of whose bits say nothing (RFC 4648 section 3.5). */
    private static boolean isSigned(String token) {
        String right = token.substring(0, token.lastIndexOf('.') + 1) + signature(token);
        return token.length() == right.length() && token.regionMatches(0, right, 0, right.length() - 1);
    }

    private static String signature(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return encoded(
                    mac.doFinal(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
