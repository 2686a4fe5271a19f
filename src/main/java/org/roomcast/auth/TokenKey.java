package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that signatures are checked with. Which algorithm it is for is fixed with it, so that no key is ever used for
 * another one. Immutable; never shown.
 *
 * @param id the {@code kid} under which its owner publishes it; null for none
 */
record TokenKey(@Nullable String id, JWSVerifier verifier) {

    /** RFC 7518 section 3.3. */
    static final int MIN_RSA_BITS = 2048;
    /** Beyond that one signature costs more time than a token is worth. */
    static final int MAX_RSA_BITS = 16_384;

    static TokenKey of(Secret secret) {
        try {
            return new TokenKey(null, new MACVerifier(secret.bytes()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 with a secret of at least 256 bits cannot fail", impossible);
        }
    }

    /** @throws IllegalArgumentException when the key is of another kind than the algorithm's, or too weak */
    static TokenKey of(TokenAlgorithm algorithm, @Nullable String id, PublicKey key) {
        return new TokenKey(
                id,
                switch (algorithm) {
                    case RS256 -> rsa(key);
                    case ES256 -> ec(key);
                    case EDDSA -> ed25519(key);
                    case HS256 -> throw new IllegalArgumentException("HS256 has a secret and no public key");
                });
    }

    private static JWSVerifier rsa(PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa)) {
            throw new IllegalArgumentException("RS256 needs an RSA key");
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException(
                    "the RSA key must have " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits, has " + bits);
        }
        return new RSASSAVerifier(rsa);
    }

    private static JWSVerifier ec(PublicKey key) {
        if (!(key instanceof ECPublicKey ec) || !Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
            throw new IllegalArgumentException("ES256 needs an EC key on the curve P-256");
        }
        try {
            return new ECDSAVerifier(ec);
        } catch (JOSEException notOnTheCurve) {
            throw new IllegalArgumentException("the EC key is not a point of its curve");
        }
    }

    private static JWSVerifier ed25519(PublicKey key) {
        if (!(key instanceof EdECPublicKey edwards)
                || !NamedParameterSpec.ED25519
                        .getName()
                        .equals(edwards.getParams().getName())) {
            throw new IllegalArgumentException("EdDSA needs an Ed25519 key");
        }
        return new Ed25519Check(edwards);
    }

    @Override
    public String toString() {
        return "TokenKey[…]";
    }
}
