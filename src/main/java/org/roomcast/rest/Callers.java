package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.KeyRing;
import org.roomcast.auth.TokenVerifier;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/** Finds out who calls, from the headers of a request. Safe in every thread. */
@ApplicationScoped
public class Callers {

    static final String API_KEY = "X-API-Key";
    private static final String BEARER = "bearer ";

    private final TokenVerifier tokens;
    private final KeyRing keys;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Callers() {
        this.tokens = null;
        this.keys = null;
    }

    @Inject
    public Callers(TokenVerifier tokens, KeyRing keys) {
        this.tokens = tokens;
        this.keys = keys;
    }

    /**
     * A key or a token that is presented counts before the server's login.
     *
     * @param login whom the server's own login let in; null for nobody
     * @throws ProtocolException {@code unauthenticated} when what was presented is not valid
     */
    Caller identify(@Nullable String authorization, @Nullable String apiKey, @Nullable Identity login) {
        if (apiKey != null) {
            Identity program = keys.identify(apiKey)
                    .orElseThrow(() -> new ProtocolException(ErrorCode.UNAUTHENTICATED, "The API key is not valid"));
            return Caller.known(program);
        }
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Caller.known(
                    tokens.verify(authorization.substring(BEARER.length()).strip()));
        }
        if (login != null) {
            return Caller.loggedIn(login);
        }
        if (authorization != null) {
            throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "Authorization must be Bearer with a token");
        }
        return Caller.UNKNOWN;
    }
}
