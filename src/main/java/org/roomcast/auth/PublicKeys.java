package org.roomcast.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads public keys: of a PEM text (RFC 7468), or the bare bytes of Ed25519. */
final class PublicKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final String PUBLIC_KEY = "PUBLIC KEY";

    /** What stands in front of the 32 bytes of the key in a SubjectPublicKeyInfo, RFC 8410 section 4. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_BYTES = 32;

    private PublicKeys() {}

    /** @throws IllegalArgumentException with what is wrong, never with what was read */
    static List<PublicKey> ofPem(TokenAlgorithm algorithm, String pem) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            requirePublic(blocks.group(1));
            byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(2));
            keys.add(decode(algorithm, encoded));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("has no block between BEGIN PUBLIC KEY and END PUBLIC KEY");
        }
        return keys;
    }

    /** @throws IllegalArgumentException when these are not 32 bytes of a key */
    static PublicKey ofEd25519(byte[] bytes) {
        if (bytes.length != ED25519_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        byte[] encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(bytes, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
        return decode(TokenAlgorithm.EDDSA, encoded);
    }

    private static void requirePublic(String label) {
        if (label.contains("PRIVATE")) {
            throw new IllegalArgumentException("holds a private key; the server needs the public one alone");
        }
        if (!label.equals(PUBLIC_KEY)) {
            throw new IllegalArgumentException("holds a " + label + "; it must be a PUBLIC KEY");
        }
    }

    private static PublicKey decode(TokenAlgorithm algorithm, byte[] encoded) {
        String kind =
                switch (algorithm) {
                    case RS256 -> "RSA";
                    case ES256 -> "EC";
                    case EDDSA -> "Ed25519";
                    case HS256 -> throw new IllegalArgumentException("HS256 has a secret and no public key");
                };
        try {
            return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException notSuchAKey) {
            throw new IllegalArgumentException(
                    "holds a key that is no " + kind + " key, which " + algorithm + " needs");
        }
    }
}
