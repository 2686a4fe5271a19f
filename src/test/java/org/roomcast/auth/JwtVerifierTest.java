package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.testing.ManualClock;

/** The tokens are put together by hand, so that the library which checks them has not made them. */
class JwtVerifierTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HS256 = "{\"alg\":\"HS256\"}";

    private final ManualClock clock = new ManualClock();
    private final JwtVerifier verifier = new JwtVerifier(Secret.of(SECRET), clock);

    @Test
    void aValidTokenIsAnIdentity() {
        Identity who = verifier.verify(token("\"sub\":\"ada\",\"name\":\"Ada L\",\"email\":\"ada@example.org\","
                + "\"roles\":[\"publisher\",\"a\"],\"groups\":[\"b\"],\"exp\":" + in(60)));
        assertThat(who.id()).isEqualTo("ada");
        assertThat(who.name()).isEqualTo("Ada L");
        assertThat(who.email()).isEqualTo("ada@example.org");
        assertThat(who.roles()).containsExactlyInAnyOrder("publisher", "a", "b");
        assertThat(who.expiresAt()).isEqualTo(Instant.ofEpochSecond(in(60)));
        assertThat(who.isAuthenticated()).isTrue();
    }

    @Test
    void subAndExpAreEnough() {
        Identity who = verifier.verify(token("\"sub\":\"ada\",\"exp\":" + in(60)));
        assertThat(who.name()).isEqualTo("ada");
        assertThat(who.email()).isNull();
        assertThat(who.roles()).isEmpty();
        assertThat(who.grants().allowJoin(RoomName.of("private.a"))).isFalse();
        assertThat(who.grants().allowPublish(RoomName.of("private.a"))).isTrue();
    }

    @Test
    void theNameIsMadeFitToBeShown() {
        assertThat(verifier.verify(token("\"sub\":\"ada\",\"name\":\"\\u202eA\\nda\",\"exp\":" + in(60)))
                        .name())
                .isEqualTo("Ada");
    }

    @Test
    void grantsArePatterns() {
        Identity who = verifier.verify(token("\"sub\":\"ada\",\"exp\":" + in(60)
                + ",\"rooms\":{\"join\":[\"private.a.*\"],\"publish\":[\"private.a.x\"]}"));
        assertThat(who.grants().allowJoin(RoomName.of("private.a.y"))).isTrue();
        assertThat(who.grants().allowJoin(RoomName.of("private.b"))).isFalse();
        assertThat(who.grants().allowPublish(RoomName.of("private.a.x"))).isTrue();
        assertThat(who.grants().allowPublish(RoomName.of("private.a.y"))).isFalse();
    }

    @Test
    void aTokenEndsAtItsSecond() {
        String token = token("\"sub\":\"ada\",\"exp\":" + in(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(verifier.verify(token).id()).isEqualTo("ada");
        clock.advance(Duration.ofSeconds(2));
        assertRefused(token, ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void aForgedTokenThatHasExpiredIsNotCalledExpired() {
        String token = token("\"sub\":\"ada\",\"exp\":" + in(-60));
        assertRefused(token, ErrorCode.TOKEN_EXPIRED);
        assertRefused(token.substring(0, token.length() - 2) + "AA", ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aTokenOfTheFutureIsNotValidYet() {
        String token = token("\"sub\":\"ada\",\"exp\":" + in(600) + ",\"nbf\":" + in(62));
        assertRefused(token, ErrorCode.UNAUTHENTICATED);
        clock.advance(Duration.ofSeconds(2));
        assertThat(verifier.verify(token).id()).isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"\"}",
                "{}",
                "{\"alg\":\"HS384\"}",
                "{\"alg\":\"HS512\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":null}",
                "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}"
            })
    void onlyTheConfiguredAlgorithmIsTaken(String header) {
        String claims = "\"sub\":\"ada\",\"exp\":" + in(60);
        assertRefused(token(header, claims, SECRET), ErrorCode.UNAUTHENTICATED);
        String token = token(header, claims, SECRET);
        assertRefused(token.substring(0, token.lastIndexOf('.') + 1), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aTamperedTokenIsRefused() {
        String good = token("\"sub\":\"ada\",\"exp\":" + in(60));
        String[] parts = good.split("\\.");
        String other = encode("{\"sub\":\"eve\",\"exp\":" + in(60) + "}");
        assertRefused(parts[0] + "." + other + "." + parts[2], ErrorCode.UNAUTHENTICATED);
        assertRefused(parts[0] + "." + parts[1] + ".", ErrorCode.UNAUTHENTICATED);
        assertRefused(parts[0] + "." + parts[1], ErrorCode.UNAUTHENTICATED);
        assertRefused(good + "x", ErrorCode.UNAUTHENTICATED);
        assertRefused(token(HS256, "\"sub\":\"ada\",\"exp\":" + in(60), "x".repeat(32)), ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "é.é.é",
                "not a token",
                "eyJhbGciOiJIUzI1NiJ9",
                "\u0000",
                "e30.e30.e30.e30.e30"
            })
    void whatIsNoTokenIsRefused(String token) {
        assertRefused(token, ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void subAndExpAreNeeded() {
        assertRefused(token("\"sub\":\"ada\""), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":null,\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":\"\",\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":\"  \",\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":\"a\\nb\",\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":\"" + "a".repeat(201) + "\",\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":5",
                "\"name\":[\"Ada\"]",
                "\"email\":{}",
                "\"roles\":\"admin\"",
                "\"roles\":{\"admin\":true}",
                "\"roles\":[1]",
                "\"roles\":[[\"admin\"]]",
                "\"groups\":\"admin\"",
                "\"rooms\":[]",
                "\"rooms\":\"private.*\"",
                "\"rooms\":{\"join\":\"*\"}",
                "\"rooms\":{\"join\":[1]}",
                "\"rooms\":{\"publish\":{}}",
                "\"rooms\":{\"publish\":[null]}",
                "\"nbf\":\"soon\""
            })
    void aClaimOfTheWrongKindMakesTheTokenInvalid(String claim) {
        assertRefused(token("\"sub\":\"ada\",\"exp\":" + in(60) + "," + claim), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aTimeOrASubjectOfTheWrongKindMakesTheTokenInvalid() {
        assertRefused(token("\"sub\":[\"ada\"],\"exp\":" + in(60)), ErrorCode.UNAUTHENTICATED);
        assertRefused(token("\"sub\":\"ada\",\"exp\":\"tomorrow\""), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aTokenHas4096CharactersAtMost() {
        String base = "\"sub\":\"ada\",\"exp\":" + in(60) + ",\"x\":\"\"";
        int room = 4096 - token(base).length();
        String longest = token(base.substring(0, base.length() - 1) + "y".repeat(room * 3 / 4 - 2) + "\"");
        assertThat(longest.length()).isBetween(4088, 4096);
        assertThat(verifier.verify(longest).id()).isEqualTo("ada");
        String tooLong = token(base.substring(0, base.length() - 1) + "y".repeat(room * 3 / 4 + 8) + "\"");
        assertThat(tooLong.length()).isGreaterThan(4096);
        assertRefused(tooLong, ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void theRefusalSaysNothingOfTheToken() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> verifier.verify("tulip.tulip.tulip"))
                .satisfies(refused -> assertThat(refused.text()).doesNotContain("tulip"));
    }

    @Test
    void takesWhatTheMintMakes() {
        TokenMint mint = new TokenMint(Secret.of(SECRET), clock);
        String token = mint.mint("ada", "Ada", List.of("admin"), Duration.ofMinutes(5));
        Identity who = verifier.verify(token);
        assertThat(who.id()).isEqualTo("ada");
        assertThat(who.has(Identity.ADMIN)).isTrue();
        clock.advance(Duration.ofMinutes(6));
        assertRefused(token, ErrorCode.TOKEN_EXPIRED);
    }

    private long in(int seconds) {
        return clock.instant().getEpochSecond() + seconds;
    }

    private void assertRefused(String token, ErrorCode code) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static String token(String claims) {
        return token(HS256, claims, SECRET);
    }

    private static String token(String header, String claims, String secret) {
        String signed = encode(header) + "." + encode("{" + claims + "}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
