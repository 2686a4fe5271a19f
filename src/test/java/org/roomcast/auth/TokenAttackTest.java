package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.Jws;
import org.roomcast.testing.ManualClock;

/** What RFC 8725 and the advisories of this field warn of, each tried against every algorithm that it is about. */
class TokenAttackTest {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ManualClock clock = new ManualClock();
    private final JwtVerifier hs256 = verifier(TokenAlgorithm.HS256, TokenRules.DEFAULT);
    private final JwtVerifier rs256 = verifier(TokenAlgorithm.RS256, TokenRules.DEFAULT);
    private final JwtVerifier es256 = verifier(TokenAlgorithm.ES256, TokenRules.DEFAULT);
    private final JwtVerifier eddsa = verifier(TokenAlgorithm.EDDSA, TokenRules.DEFAULT);

    @ParameterizedTest
    @EnumSource
    void eachAlgorithmTakesItsOwnTokensAndNoOthers(TokenAlgorithm algorithm) {
        Map<TokenAlgorithm, String> tokens = Map.of(
                TokenAlgorithm.HS256, hs256("{\"alg\":\"HS256\"}", claims("")),
                TokenAlgorithm.RS256, Jws.rs256("{\"alg\":\"RS256\"}", claims("")),
                TokenAlgorithm.ES256, Jws.es256("{\"alg\":\"ES256\"}", claims("")),
                TokenAlgorithm.EDDSA, Jws.eddsa("{\"alg\":\"EdDSA\"}", claims("")));
        JwtVerifier verifier = verifier(algorithm, TokenRules.DEFAULT);
        tokens.forEach((made, token) -> {
            if (made == algorithm) {
                assertThat(verifier.verify(token).id()).isEqualTo("ada");
                assertRefused(verifier, withOtherClaims(token));
            } else {
                assertRefused(verifier, token);
            }
        });
    }

    @Test
    void ed25519IsKnownByBothOfItsNames() {
        assertThat(eddsa.verify(Jws.eddsa("{\"alg\":\"Ed25519\"}", claims(""))).id())
                .isEqualTo("ada");
        assertRefused(eddsa, Jws.eddsa("{\"alg\":\"Ed448\"}", claims("")));
    }

    @Test
    void noneIsRefusedInEverySpelling() {
        for (int mask = 0; mask < 16; mask++) {
            String none = spelled("none", mask);
            String header = Jws.encode("{\"alg\":\"" + none + "\"}");
            String claims = Jws.encode(claims(""));
            for (JwtVerifier verifier : List.of(hs256, rs256, es256, eddsa)) {
                assertRefused(verifier, header + "." + claims + ".");
                assertRefused(verifier, header + "." + claims);
                assertRefused(verifier, header + "." + claims + ".AAAA");
                assertRefused(verifier, hs256("{\"alg\":\"" + none + "\"}", claims("")));
            }
        }
        for (String odd : List.of("none ", " none", "no\\u006ee", "none\\u0000", "n\\u00f6ne", "")) {
            assertRefused(hs256, hs256("{\"alg\":\"" + odd + "\"}", claims("")));
        }
    }

    /** The public key is no secret: whoever signs with its bytes, or its text, must not get in. */
    @Test
    void aPublicKeyIsNeverTakenForASecret() {
        for (KeyPair pair : List.of(Jws.RSA, Jws.EC, Jws.ED)) {
            String pem = Jws.pem(pair.getPublic());
            for (byte[] guess : List.of(
                    pair.getPublic().getEncoded(),
                    pem.getBytes(StandardCharsets.US_ASCII),
                    pem.strip().getBytes(StandardCharsets.US_ASCII),
                    Jws.jwk(pair.getPublic(), null, "").getBytes(StandardCharsets.US_ASCII))) {
                for (String named : List.of("HS256", "RS256", "ES256", "EdDSA")) {
                    String forged = Jws.hs256("{\"alg\":\"" + named + "\"}", claims(""), guess);
                    assertRefused(rs256, forged);
                    assertRefused(es256, forged);
                    assertRefused(eddsa, forged);
                }
            }
        }
    }

    @Test
    void aTokenDoesNotBringItsOwnKey() {
        KeyPair eve = Jws.pair("RSA", 2048);
        String jwk = Jws.jwk(eve.getPublic(), "eve", "");
        for (String own : List.of(
                "\"jwk\":" + jwk,
                "\"jku\":\"https://evil.example/keys\"",
                "\"x5u\":\"https://evil.example/cert\"",
                "\"x5c\":[\"MIIB\"]")) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"eve\"," + own + "}";
            assertRefused(rs256, Jws.signed(header, claims(""), eve.getPrivate(), "SHA256withRSA"));
            assertRefused(rs256, Jws.rs256(header, claims("")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/dev/null",
                "C:\\\\\\\\nul",
                "' OR 1=1 --",
                "x' UNION SELECT 'secret",
                "http://127.0.0.1:1/key",
                "${jndi:ldap://127.0.0.1:1/a}",
                "a\\u0000b",
                ""
            })
    void aKeyIdIsNoPathNoQueryAndNoAddress(String kid) {
        for (byte[] guess : List.of("x".repeat(32).getBytes(StandardCharsets.US_ASCII), new byte[32])) {
            assertRefused(hs256, Jws.hs256("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}", claims(""), guess));
        }
        assertThat(hs256.verify(hs256("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}", claims("")))
                        .id())
                .as("a key of the configuration has no id")
                .isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"b64\":false",
                "\"b64\":false,\"crit\":[\"b64\"]",
                "\"typ\":\"JOSE\"",
                "\"typ\":\"secevent+jwt\"",
                "\"typ\":\"dpop+jwt\"",
                "\"typ\":\"\"",
                "\"typ\":5",
                "\"cty\":\"JWT\"",
                "\"kid\":5",
                "\"kid\":{}",
                "\"alg\":\"none\"",
                "\"alg\":\"HS256\""
            })
    void aHeaderThatSaysMoreThanItMayIsRefused(String more) {
        assertRefused(hs256, hs256("{\"alg\":\"HS256\"," + more + "}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt", "application/JWT"})
    void theTypesOfTokensForUsAreTaken(String type) {
        assertThat(hs256.verify(hs256("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", claims("")))
                        .id())
                .isEqualTo("ada");
    }

    /** CVE-2022-21449: a signature of two zeros was valid for everything. */
    @Test
    void anEmptySignatureOfEllipticCurvesIsNone() {
        String input = Jws.encode("{\"alg\":\"ES256\"}") + "." + Jws.encode(claims(""));
        assertRefused(es256, input + "." + Jws.encode(new byte[64]));
        assertRefused(es256, input + "." + Jws.encode(new byte[8]));
        assertRefused(es256, input + "." + Jws.encode(new byte[0]));
        String ed = Jws.encode("{\"alg\":\"EdDSA\"}") + "." + Jws.encode(claims(""));
        assertRefused(eddsa, ed + "." + Jws.encode(new byte[64]));
        assertRefused(eddsa, ed + "." + Jws.encode(new byte[63]));
    }

    @Test
    void aSignatureInTheFormOfCertificatesIsNone() {
        assertRefused(es256, Jws.signed("{\"alg\":\"ES256\"}", claims(""), Jws.EC.getPrivate(), "SHA256withECDSA"));
    }

    @Test
    void whatIsNotBase64UrlIsNotSkipped() {
        String good = hs256("{\"alg\":\"HS256\"}", claims(""));
        for (String bad : List.of(
                good + "=",
                good + "\n",
                " " + good,
                good.replace(".", ".!"),
                good + "~",
                "Bearer " + good,
                good + ".")) {
            assertRefused(hs256, bad);
        }
        IntStream.range(0, good.length())
                .forEach(i -> assertThat(isTaken(good.substring(0, i) + "\u00e9" + good.substring(i + 1)))
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":%d,\"sub\":\"eve\"",
                "\"exp\":%d,\"exp\":%d",
                "\"exp\":\"%d\"",
                "\"exp\":-%d",
                "\"exp\":%d00000000000",
                "\"exp\":1e300",
                "\"exp\":1e400",
                "\"exp\":9223372036854775807",
                "\"exp\":9223372036854775808",
                "\"exp\":99999999999999999999999999999999",
                "\"exp\":NaN",
                "\"exp\":Infinity",
                "\"exp\":true",
                "\"exp\":null",
                "\"exp\":[%d]",
                "\"exp\":{\"$gt\":0}",
                "\"exp\":0x7fffffff",
                "\"exp\":%d,\"nbf\":\"soon\"",
                "\"exp\":%d,\"nbf\":1e300",
                "\"exp\":%d,\"iat\":{}",
                "\"exp\":%d,\"roles\":[\"a\",5]",
                "\"exp\":%d,\"rooms\":{\"join\":[\"a\",null]}",
                "\"exp\":%d,\"rooms\":{},\"rooms\":{\"join\":[\"*\"]}",
                "\"exp\":%d,\"rooms\":{\"join\":[\"a\"],\"join\":[\"*\"]}",
                "\"exp\":%d,\"cnf\":[{\"jkt\":\"a\",\"\\u006akt\":\"b\"}]"
            })
    void aTimeOrAClaimThatIsNoneIsRefused(String claims) {
        String good = claims.replace("%d", String.valueOf(in(60)));
        assertRefused(hs256, hs256("{\"alg\":\"HS256\"}", "{\"sub\":\"ada\"," + good + "}"));
    }

    @Test
    void noTimeIsBeyondTheYear9999() {
        String last = "{\"sub\":\"ada\",\"exp\":253402300799}";
        assertThat(hs256.verify(hs256("{\"alg\":\"HS256\"}", last)).id()).isEqualTo("ada");
        assertRefused(hs256, hs256("{\"alg\":\"HS256\"}", last.replace("799}", "800}")));
    }

    @Test
    void aTimeMayHaveAFraction() {
        String token =
                hs256("{\"alg\":\"HS256\"}", "{\"sub\":\"ada\",\"exp\":" + in(60) + ".75,\"iat\":" + in(0) + ".5}");
        assertThat(hs256.verify(token).expiresAt())
                .isEqualTo(clock.instant().plusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "true",
                "[\"ada\"]",
                "{\"id\":\"ada\"}",
                "\"\"",
                "\"a\\u0000\"",
                "\"a\\u202eb\"",
                "\"a\\u200bb\"",
                "\"a\\u2028b\"",
                "\"a\\ud800b\"",
                "\"a\\r\\nSet-Cookie: x\"",
                "\"anon-c-3f8a\""
            })
    void aSubjectThatIsNoUserIdIsRefused(String subject) {
        assertRefused(hs256, hs256("{\"alg\":\"HS256\"}", "{\"exp\":" + in(60) + ",\"sub\":" + subject + "}"));
    }

    @Test
    void theIssuerIsTheConfiguredOneToTheLetter() {
        JwtVerifier strict = verifier(TokenAlgorithm.HS256, new TokenRules("https://id.example", null, Duration.ZERO));
        assertThat(strict.verify(token(",\"iss\":\"https://id.example\"")).id()).isEqualTo("ada");
        for (String other : List.of(
                "",
                ",\"iss\":\"https://id.example/\"",
                ",\"iss\":\"HTTPS://id.example\"",
                ",\"iss\":\"https://id.example.evil.example\"",
                ",\"iss\":[\"https://id.example\"]",
                ",\"iss\":null")) {
            assertRefused(strict, token(other));
        }
    }

    @Test
    void theAudienceNamesThisServer() {
        JwtVerifier strict = verifier(TokenAlgorithm.HS256, new TokenRules(null, "chat", Duration.ZERO));
        assertThat(strict.verify(token(",\"aud\":\"chat\"")).id()).isEqualTo("ada");
        assertThat(strict.verify(token(",\"aud\":[\"shop\",\"chat\"]")).id()).isEqualTo("ada");
        for (String other : List.of(
                "",
                ",\"aud\":\"shop\"",
                ",\"aud\":\"chat shop\"",
                ",\"aud\":\"Chat\"",
                ",\"aud\":[]",
                ",\"aud\":[\"shop\"]",
                ",\"aud\":[[\"chat\"]]",
                ",\"aud\":{\"chat\":1}",
                ",\"aud\":5")) {
            assertRefused(strict, token(other));
        }
    }

    @Test
    void aTokenThatEndedASecondAgoIsExpiredWhateverTheClockSkew() {
        JwtVerifier lenient = verifier(TokenAlgorithm.HS256, new TokenRules(null, null, Duration.ofMinutes(10)));
        String token = token("");
        clock.advance(Duration.ofSeconds(61));
        assertRefused(ErrorCode.TOKEN_EXPIRED, lenient, token);
    }

    @Test
    void anIssuersClockMayBeAheadByTheSkewAndNoMore() {
        JwtVerifier lenient = verifier(TokenAlgorithm.HS256, new TokenRules(null, null, Duration.ofSeconds(30)));
        for (String claim : List.of("nbf", "iat")) {
            assertThat(lenient.verify(token(",\"" + claim + "\":" + in(30))).id())
                    .isEqualTo("ada");
            assertRefused(lenient, token(",\"" + claim + "\":" + in(31)));
        }
    }

    @Test
    void anAddressThatCannotBeOneIsLeftOut() {
        assertThat(hs256.verify(token(",\"email\":\"ada@example.org\"")).email())
                .isEqualTo("ada@example.org");
        for (String odd : List.of("a\\u202e@b", "a\\nb@c", "x".repeat(255), "")) {
            assertThat(hs256.verify(token(",\"email\":\"" + odd + "\"")).email())
                    .isNull();
        }
    }

    @Test
    void claimsAreUtf8() {
        String claims = claims(",\"name\":\"\u00c4da\"");
        assertThat(hs256.verify(hs256("{\"alg\":\"HS256\"}", claims)).name()).isEqualTo("\u00c4da");
        for (var other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
            assertRefused(
                    hs256,
                    Jws.hs256("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8), claims.getBytes(other), SECRET));
        }
    }

    @Test
    void deepNestingInAClaimEndsInARefusal() {
        String deep = "[".repeat(1200) + "]".repeat(1200);
        assertRefused(hs256, token(",\"x\":" + deep));
    }

    @Test
    void nothingOfATokenIsInWhatIsShown() {
        Identity who = hs256.verify(token(",\"name\":\"Tulip\",\"email\":\"tulip@example.org\""));
        assertThat(who.toString().toLowerCase(Locale.ROOT)).doesNotContain("tulip", "ada");
        assertThat(new JwtClaims(Map.of("sub", "tulip")).toString()).doesNotContain("tulip");
    }

    private JwtVerifier verifier(TokenAlgorithm algorithm, TokenRules rules) {
        return new JwtVerifier(algorithm, keys(algorithm), rules, clock);
    }

    private static TokenKeys keys(TokenAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> TokenKeys.of(Secret.of(new String(SECRET, StandardCharsets.US_ASCII)));
            case RS256 -> TokenKeys.ofPem(algorithm, Jws.pem(Jws.RSA.getPublic()));
            case ES256 -> TokenKeys.ofPem(algorithm, Jws.pem(Jws.EC.getPublic()));
            case EDDSA -> TokenKeys.ofPem(algorithm, Jws.pem(Jws.ED.getPublic()));
        };
    }

    private String token(String more) {
        return hs256("{\"alg\":\"HS256\"}", claims(more));
    }

    private static String hs256(String header, String claims) {
        return Jws.hs256(header, claims, SECRET);
    }

    private String claims(String more) {
        return "{\"sub\":\"ada\",\"exp\":" + in(60) + more + "}";
    }

    private static String withOtherClaims(String token) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + Jws.encode("{\"sub\":\"eve\",\"exp\":4102444800}") + "." + parts[2];
    }

    private static String spelled(String word, int mask) {
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            spelled.append(((mask >> i) & 1) == 1 ? Character.toUpperCase(c) : c);
        }
        return spelled.toString();
    }

    private long in(int seconds) {
        return clock.instant().getEpochSecond() + seconds;
    }

    private boolean isTaken(String token) {
        try {
            hs256.verify(token);
            return true;
        } catch (ProtocolException refused) {
            return false;
        }
    }

    private static void assertRefused(JwtVerifier verifier, String token) {
        assertRefused(ErrorCode.UNAUTHENTICATED, verifier, token);
    }

    private static void assertRefused(ErrorCode code, JwtVerifier verifier, String token) {
        assertThatExceptionOfType(ProtocolException.class)
                .as(token)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
