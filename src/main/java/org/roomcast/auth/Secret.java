package org.roomcast.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The server's HS256 secret: at least 256 bits (RFC 7518 section 3.2). Immutable; never shown. */
public final class Secret {

    /** The shortest secret, in bytes. */
    public static final int MIN_BYTES = 32;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when the text has fewer than {@link #MIN_BYTES} bytes in UTF-8 */
    public static Secret of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("needs at least " + MIN_BYTES + " bytes, has " + bytes.length);
        }
        return new Secret(bytes);
    }

    /** Makes a text from which {@link #of} makes a secret of 256 random bits. */
    public static String randomText() {
        byte[] random = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
