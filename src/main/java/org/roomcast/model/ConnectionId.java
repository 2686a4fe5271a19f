package org.roomcast.model;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The id of one connection: unguessable, unique across restarts, never used again. Immutable.
 *
 * @param value 1 to 64 characters
 */
public record ConnectionId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** 96 bits: a collision among a billion connections has a chance below 1 in 10^10. */
    private static final int BYTES = 12;

    public static ConnectionId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ConnectionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
