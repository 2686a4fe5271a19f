package org.roomcast.websocket;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Says that a handshake has passed {@link HandshakeGate}, and from which address it came. It travels in a header, which a
 * client can send as well: only one with this run's secret counts.
 */
final class Passport {

    private static final int SECRET_BYTES = 16;
    private static final String SECRET = secret();

    private Passport() {}

    static String of(@Nullable String address) {
        return SECRET + (address == null ? "" : address);
    }

    static boolean isValid(@Nullable String passport) {
        return passport != null && passport.startsWith(SECRET);
    }

    /** The address in a valid one; null when it is not valid, or the server does not tell addresses. */
    static @Nullable String address(@Nullable String passport) {
        if (passport == null || !isValid(passport) || passport.length() == SECRET.length()) {
            return null;
        }
        return passport.substring(SECRET.length());
    }

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random) + " ";
    }
}
