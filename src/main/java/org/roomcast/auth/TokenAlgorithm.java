package org.roomcast.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * With what tokens are signed. A server takes one of them, which its configuration names and no token can choose (RFC 8725
 * section 3.1).
 */
public enum TokenAlgorithm {
    /** HMAC with SHA-256: who can check a token can make one. */
    HS256(Set.of("HS256")),
    /** RSA PKCS #1 v1.5 with SHA-256, keys of 2048 bits and more. */
    RS256(Set.of("RS256")),
    /** ECDSA with P-256 and SHA-256. */
    ES256(Set.of("ES256")),
    /** Ed25519: RFC 8037 calls it {@code EdDSA}, RFC 9864 by its own name. */
    EDDSA(Set.of("EdDSA", "Ed25519"));

    private final Set<String> headers;

    TokenAlgorithm(Set<String> headers) {
        this.headers = headers;
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
    boolean isNamedBy(String header) {
        return headers.contains(header);
    }
}
