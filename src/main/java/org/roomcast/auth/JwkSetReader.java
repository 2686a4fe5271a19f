package org.roomcast.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key Set (RFC 7517). What is in it for another algorithm or another use, too weak, or no key at all is
 * passed over, as section 5 asks.
 */
final class JwkSetReader {

    /** More than that no issuer signs with; a token without {@code kid} is tried with each of them. */
    static final int MAX_KEYS = 32;

    private JwkSetReader() {}

    /** @throws ParseException when it is no key set, or has no key that is fit for the algorithm */
    static List<TokenKey> read(String json, TokenAlgorithm algorithm) throws ParseException {
        Map<String, Object>[] members = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
        List<TokenKey> keys = new ArrayList<>();
        for (Map<String, Object> member : members == null ? List.<Map<String, Object>>of() : List.of(members)) {
            TokenKey key = read(member, algorithm);
            if (key != null && keys.size() < MAX_KEYS) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new ParseException("it has no key for " + algorithm, 0);
        }
        return List.copyOf(keys);
    }

    private static @Nullable TokenKey read(Map<String, Object> member, TokenAlgorithm algorithm) {
        try {
            JWK key = JWK.parse(member);
            PublicKey open = isFor(key, algorithm) ? publicKey(key) : null;
            return open == null ? null : TokenKey.of(algorithm, key.getKeyID(), open);
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException unfit) {
            return null;
        }
    }

    private static boolean isFor(JWK key, TokenAlgorithm algorithm) {
        boolean isForSignatures = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
        boolean isForChecking =
                key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
        boolean isForIt = key.getAlgorithm() == null
                || algorithm.isNamedBy(key.getAlgorithm().getName());
        return isForSignatures && isForChecking && isForIt;
    }

    private static @Nullable PublicKey publicKey(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return rsa.toRSAPublicKey();
        }
        if (key instanceof ECKey ec) {
            return ec.toECPublicKey();
        }
        boolean isEd25519 = key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
        return isEd25519 ? PublicKeys.ofEd25519(((OctetKeyPair) key).getX().decode()) : null;
    }
}
