package org.roomcast.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * With what tokens are signed. A server takes one of them, which its configuration names and no token can choose (RFC 8725
 * section 3.1).
 */
public enum TokenAlgorithm {
    /** HMAC with SHA-256: who can check a token can make one. */
    HS256("HS256", "HS256"),
    /** RSA PKCS #1 v1.5 with SHA-256, keys of 2048 bits and more. */
    RS256("RS256", "RS256"),
    /** ECDSA with P-256 and SHA-256. */
    ES256("ES256", "ES256"),
    /** Ed25519: RFC 8037 calls it {@code EdDSA}, RFC 9864 by its own name. */
    EDDSA("EdDSA", "Ed25519");

    private final String header;
    private final String otherHeader;

    TokenAlgorithm(String header, String otherHeader) {
        this.header = header;
        this.otherHeader = otherHeader;
    }

    /** The algorithm that a setting means; upper and lower case are alike there. */
    public static Optional<TokenAlgorithm> named(String setting) {
        String upper = setting.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(upper))
                .findFirst();
    }

    /** Whether the keys are public ones, so that this server can make no tokens. */
    public boolean isAsymmetric() {
        return this != HS256;
    }

    /** Whether a token's header names this algorithm, in exactly its spelling. */
    boolean isNamedBy(String name) {
        return name.equals(header) || name.equals(otherHeader);
    }
}
