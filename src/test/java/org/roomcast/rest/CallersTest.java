package org.roomcast.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.auth.ApiKeys;
import org.roomcast.auth.ContainerLogin;
import org.roomcast.auth.KeyRing;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.ManualClock;

class CallersTest {

    private static final String BASIC = "Basic cm9vdDpyb290";
    private static final Identity ROOT = ContainerLogin.identity(() -> "root", role -> true);

    private final Callers callers = new Callers(
            token -> {
                if (token.equals("tulip")) {
                    return ContainerLogin.identity(() -> "ada", "publisher"::equals);
                }
                throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "The token is not valid");
            },
            KeyRing.of(ApiKeys.parse("shop:key"), new ManualClock()));

    @Test
    void whoShowsNothingIsUnknown() {
        assertThat(callers.identify(null, null, null)).isEqualTo(Caller.UNKNOWN);
    }

    @Test
    void aTokenAndAKeyCountBeforeTheLogin() {
        assertThat(callers.identify("Bearer tulip", null, ROOT).identity().id()).isEqualTo("ada");
        assertThat(callers.identify(BASIC, "key", ROOT).identity()).isEqualTo(Identity.program("shop"));
    }

    @Test
    void aTokenOrKeyThatIsNotValidIsRefusedThoughThereIsALogin() {
        assertUnauthenticated("Bearer rose", null, ROOT);
        assertUnauthenticated(null, "rose", ROOT);
    }

    @Test
    void theLoginCountsWhateverCarriedIt() {
        assertThat(callers.identify(null, null, ROOT).identity()).isEqualTo(ROOT);
        assertThat(callers.identify(BASIC, null, ROOT).identity()).isEqualTo(ROOT);
    }

    @Test
    void credentialsThatTheServerDidNotTakeAreRefused() {
        assertUnauthenticated(BASIC, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aLoginMayRead(String method) {
        Caller root = callers.identify(null, null, ROOT).forMethod(method);
        root.require(Identity.ADMIN);
        root.requireUser("root");
        assertThat(root.isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "WHATEVER"})
    void aLoginAloneChangesNothing(String method) {
        Caller root = callers.identify(BASIC, null, ROOT).forMethod(method);
        assertThat(root).isEqualTo(Caller.UNKNOWN);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> root.require(Identity.PUBLISHER))
                .matches(refused -> refused.code() == ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aTokenAndAKeyChangeWhatTheirRolesAllow() {
        callers.identify("Bearer tulip", null, ROOT).forMethod("POST").require(Identity.PUBLISHER);
        callers.identify(null, "key", ROOT).forMethod("DELETE").require(Identity.PUBLISHER);
    }

    private void assertUnauthenticated(String authorization, String key, Identity login) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> callers.identify(authorization, key, login))
                .matches(refused -> refused.code() == ErrorCode.UNAUTHENTICATED);
    }
}
