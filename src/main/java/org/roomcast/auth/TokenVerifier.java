package org.roomcast.auth;

import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/** Turns a token into an identity. Safe in every thread; does not block. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * @throws ProtocolException {@code token_expired} when it was valid once, {@code unauthenticated} for anything else
     *     that is wrong; the message does not tell which
     */
    Identity verify(String token);
}
