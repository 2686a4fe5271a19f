package org.roomcast.auth;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Sha256;

/** The key of a program that pushes by REST; only its hash is kept. Immutable. */
final class ApiKey {

    static final String HASHED = "sha256:";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final String EXPIRES = "expires=";
    private static final int HASH_BYTES = 32;
    private static final int RANDOM_BYTES = 32;

    /** So that a key is recognised, by people and by programs that look for secrets where none should be. */
    private static final String PREFIX = "rc_";

    private final String name;
    /** Of SHA-256. */
    private final byte[] hash;

    private final @Nullable Instant expiresAt;

    private ApiKey(String name, byte[] hash, @Nullable Instant expiresAt) {
        this.name = name;
        this.hash = hash;
        this.expiresAt = expiresAt;
    }

    /** @throws IllegalArgumentException with what is wrong, never with a key */
    static ApiKey of(String name, String key, @Nullable Instant expiresAt) {
        if (!NAME.matcher(name).matches() || key.isEmpty()) {
            throw new IllegalArgumentException("needs name:key pairs; a name is 1 to 64 of A-Z a-z 0-9 _ . -");
        }
        return new ApiKey(name, key.startsWith(HASHED) ? hashOf(name, key) : Sha256.of(key), expiresAt);
    }

    /**
     * Reads {@code name:sha256:HEX}, perhaps with {@code expires=} and a day or an instant of ISO 8601 after a space.
     *
     * @throws IllegalArgumentException with what is wrong, never with what the line holds
     */
    static ApiKey ofLine(String line) {
        String[] words = line.strip().split("\\s+", -1);
        int colon = words[0].indexOf(':');
        if (colon < 0 || !words[0].startsWith(HASHED, colon + 1)) {
            throw new IllegalArgumentException("needs name:" + HASHED + " and 64 hexadecimal digits");
        }
        Instant end = null;
        for (int i = 1; i < words.length; i++) {
            if (!words[i].startsWith(EXPIRES)) {
                throw new IllegalArgumentException("has a word that is not " + EXPIRES + "…");
            }
            end = end(words[i].substring(EXPIRES.length()));
        }
        return of(words[0].substring(0, colon), words[0].substring(colon + 1), end);
    }

    /** A new key, of 256 random bits. */
    static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + HexFormat.of().formatHex(random);
    }

    /** How a key is written down: its hash behind its name. */
    static String line(String name, String key) {
        return name + ":" + HASHED + HexFormat.of().formatHex(of(name, key, null).hash);
    }

    /** What the key is called in events, logs and metrics. */
    String name() {
        return name;
    }

    /** When it ends; null for never. */
    @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Takes the same time whatever the answer. */
    boolean hasHash(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    boolean hasHashOf(ApiKey other) {
        return hasHash(other.hash);
    }

    boolean hasEnded(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static byte[] hashOf(String name, String key) {
        String hex = key.substring(HASHED.length());
        if (hex.length() != HASH_BYTES * 2 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException(
                    "the key \"" + name + "\" needs " + HASH_BYTES * 2 + " hexadecimal digits after " + HASHED);
        }
        return HexFormat.of().parseHex(hex);
    }

    /** A day counts to its end, in UTC. */
    private static Instant end(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException(EXPIRES + " needs a day or a time, such as 2030-12-31");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + name + "]";
    }
}
