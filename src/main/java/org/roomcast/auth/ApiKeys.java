package org.roomcast.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.roomcast.model.Identity;

/**
 * The keys of programs that push by REST. Only hashes are kept; a key is compared in constant time with every one of
 * them, so that an answer's time tells neither the key nor its name. Immutable.
 */
public final class ApiKeys {

    private static final String HASHED = "sha256:";
    private static final int HASH_HEX = 64;

    private final Map<String, byte[]> hashes;

    private ApiKeys(Map<String, byte[]> hashes) {
        this.hashes = hashes;
    }

    /**
     * Reads {@code name:key} pairs, separated by commas; a key may be given as {@code sha256:<hex>}.
     *
     * @throws IllegalArgumentException with what is wrong, never with a key
     */
    public static ApiKeys parse(String pairs) {
        Map<String, byte[]> hashes = new LinkedHashMap<>();
        for (String pair : pairs.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            int colon = pair.indexOf(':');
            String name = colon < 0 ? "" : pair.substring(0, colon).strip();
            String key = pair.substring(colon + 1).strip();
            if (name.isEmpty() || key.isEmpty()) {
                throw new IllegalArgumentException("needs name:key pairs, separated by commas");
            }
            if (hashes.put(name, hashOf(name, key)) != null) {
                throw new IllegalArgumentException("names the key \"" + name + "\" twice");
            }
        }
        return new ApiKeys(hashes);
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The program that holds the key; empty when nobody does. */
    public Optional<Identity> identify(String key) {
        byte[] hash = sha256(key);
        String found = null;
        for (Map.Entry<String, byte[]> entry : hashes.entrySet()) {
            if (MessageDigest.isEqual(entry.getValue(), hash)) {
                found = entry.getKey();
            }
        }
        return Optional.ofNullable(found).map(Identity::program);
    }

    private static byte[] hashOf(String name, String key) {
        if (!key.startsWith(HASHED)) {
            return sha256(key);
        }
        String hex = key.substring(HASHED.length());
        if (hex.length() != HASH_HEX || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException(
                    "the key \"" + name + "\" needs " + HASH_HEX + " hexadecimal digits after " + HASHED);
        }
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "ApiKeys" + hashes.keySet();
    }
}
