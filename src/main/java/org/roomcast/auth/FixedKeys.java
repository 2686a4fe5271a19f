package org.roomcast.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of the configuration, which have no ids: a token's {@code kid} chooses nothing here. Immutable. */
record FixedKeys(List<TokenKey> keys) implements TokenKeys {

    FixedKeys {
        keys = List.copyOf(keys);
    }

    @Override
    public List<TokenKey> find(@Nullable String id) {
        return keys;
    }

    @Override
    public int count() {
        return keys.size();
    }
}
