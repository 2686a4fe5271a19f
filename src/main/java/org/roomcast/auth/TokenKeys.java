package org.roomcast.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ProtocolException;

/** The keys that tokens may be signed with. Safe in every thread; does not block. */
public interface TokenKeys {

    /**
     * The keys that a token may have been signed with; empty when there is none.
     *
     * @param id the token's {@code kid}, which nobody has checked; null for none
     */
    List<TokenKey> find(@Nullable String id);

    /**
     * Is told that a token, whose claims are as they must be, names a key that is not here.
     *
     * @throws ProtocolException {@code unavailable} when the key may be here soon
     */
    default void miss(@Nullable String id) {}

    /** How many keys are known. */
    int count();

    /** The secret of HS256. */
    static TokenKeys of(Secret secret) {
        return new FixedKeys(List.of(TokenKey.of(secret)));
    }

    /**
     * Public keys in PEM, one after the other.
     *
     * @throws IllegalArgumentException when there is none, or one is not what the algorithm needs; the text says which
     */
    static TokenKeys ofPem(TokenAlgorithm algorithm, String pem) {
        return new FixedKeys(PublicKeys.ofPem(algorithm, pem).stream()
                .map(key -> TokenKey.of(algorithm, null, key))
                .toList());
    }
}
