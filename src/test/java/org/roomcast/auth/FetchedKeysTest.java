package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.Jws;
import org.roomcast.testing.ManualClock;
import org.roomcast.testing.ManualExecutor;

class FetchedKeysTest {

    private static final KeyPair NEXT = Jws.pair("Ed25519", 255);

    private final ManualClock clock = new ManualClock();
    private final ManualExecutor executor = new ManualExecutor();
    private final Issuer issuer = new Issuer();
    private final FetchedKeys keys =
            new FetchedKeys(issuer, TokenAlgorithm.EDDSA, Duration.ofMinutes(15), executor, clock::nanoTime);
    private final JwtVerifier verifier = new JwtVerifier(TokenAlgorithm.EDDSA, keys, TokenRules.DEFAULT, clock);

    @Test
    void beforeAnyKeyIsKnownATokenIsToldToComeBack() {
        assertRefused(ErrorCode.UNAVAILABLE, token("one"));
        assertThat(issuer.asked).as("nobody waits for the network").isZero();
        executor.runAll();
        assertThat(verifier.verify(token("one")).id()).isEqualTo("ada");
    }

    @Test
    void beforeAnyKeyIsKnownAnExpiredTokenIsNotTurnedAwayForGood() {
        String token = token("one");
        clock.advance(Duration.ofMinutes(2));
        assertRefused(ErrorCode.UNAVAILABLE, token);
        start();
        assertRefused(ErrorCode.TOKEN_EXPIRED, token);
    }

    @Test
    void aTokenWithoutAKeyIdIsTriedWithEveryKey() {
        start();
        assertThat(verifier.verify(Jws.eddsa("{\"alg\":\"EdDSA\"}", claims())).id())
                .isEqualTo("ada");
    }

    @Test
    void theKeyIdChoosesTheKey() {
        issuer.set = Jws.set(Jws.jwk(Jws.ED.getPublic(), "one", ""), Jws.jwk(NEXT.getPublic(), "two", ""));
        start();
        assertThat(verifier.verify(token("one")).id()).isEqualTo("ada");
        assertRefused(ErrorCode.UNAUTHENTICATED, token("two"));
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() {
        start();
        clock.advance(Duration.ofSeconds(5));
        issuer.set = Jws.set(Jws.jwk(NEXT.getPublic(), "two", ""));
        String token = Jws.signed("{\"alg\":\"EdDSA\",\"kid\":\"two\"}", claims(), NEXT.getPrivate(), "Ed25519");
        assertRefused(ErrorCode.UNAVAILABLE, token);
        assertRefused(ErrorCode.UNAVAILABLE, token);
        executor.runAll();
        assertThat(issuer.asked).isEqualTo(2);
        assertThat(verifier.verify(token).id()).isEqualTo("ada");
        assertRefused(ErrorCode.UNAUTHENTICATED, token("one"));
    }

    @Test
    void keysThatNobodyHasEverMadeCostTheIssuerOneRequestInFiveSeconds() {
        start();
        clock.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 1000; i++) {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> verifier.verify(token("forged")));
            executor.runAll();
        }
        assertThat(issuer.asked).isEqualTo(2);
        assertRefused(ErrorCode.UNAUTHENTICATED, token("forged"));
        assertThat(verifier.verify(token("one")).id()).isEqualTo("ada");
    }

    @Test
    void aTokenThatCannotBeValidMakesNobodyFetch() {
        start();
        clock.advance(Duration.ofMinutes(1));
        for (String claims : new String[] {
            "{\"sub\":\"ada\",\"exp\":1}", "{\"sub\":\"ada\"}", "{\"exp\":4102444800}", "{}", "[]", "x"
        }) {
            assertRefused(ErrorCode.UNAUTHENTICATED, Jws.eddsa("{\"alg\":\"EdDSA\",\"kid\":\"two\"}", claims));
        }
        assertRefused(ErrorCode.UNAUTHENTICATED, Jws.rs256("{\"alg\":\"RS256\",\"kid\":\"two\"}", claims()));
        assertRefused(ErrorCode.UNAUTHENTICATED, token("two") + "x".repeat(5000));
        executor.runAll();
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void whileTheAddressIsAwayTheOldKeysHold() {
        start();
        issuer.isAway = true;
        clock.advance(Duration.ofMinutes(15));
        tick();
        assertThat(issuer.asked).isEqualTo(2);
        assertThat(verifier.verify(token("one")).id()).isEqualTo("ada");
        assertRefused(ErrorCode.UNAVAILABLE, token("two"));
        clock.advance(Duration.ofSeconds(4));
        tick();
        assertThat(issuer.asked).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        issuer.isAway = false;
        tick();
        assertThat(issuer.asked).isEqualTo(3);
        assertRefused(ErrorCode.UNAUTHENTICATED, token("two"));
    }

    @Test
    void anAnswerWithoutAnyKeyTakesNoneAway() {
        start();
        issuer.set = "{\"keys\":[]}";
        clock.advance(Duration.ofMinutes(15));
        tick();
        assertThat(keys.count()).isEqualTo(1);
        assertThat(verifier.verify(token("one")).id()).isEqualTo("ada");
    }

    @Test
    void keysAreFetchedAgainWhenTheirTimeIsOver() {
        start();
        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        tick();
        assertThat(issuer.asked).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        issuer.set = Jws.set(Jws.jwk(NEXT.getPublic(), "two", ""));
        tick();
        assertRefused(ErrorCode.UNAUTHENTICATED, token("one"));
    }

    private void start() {
        tick();
        assertThat(keys.count()).isPositive();
    }

    private void tick() {
        keys.tick();
        executor.runAll();
    }

    private String token(String kid) {
        return Jws.eddsa("{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}", claims());
    }

    private String claims() {
        return "{\"sub\":\"ada\",\"exp\":" + (clock.instant().getEpochSecond() + 60) + "}";
    }

    private void assertRefused(ErrorCode code, String token) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static final class Issuer implements KeySource {
        private String set = Jws.set(Jws.jwk(Jws.ED.getPublic(), "one", ""));
        private boolean isAway;
        private int asked;

        @Override
        public String fetch() throws IOException {
            asked++;
            if (isAway) {
                throw new IOException("nobody answers");
            }
            return set;
        }
    }
}
