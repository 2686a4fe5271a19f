package org.roomcast.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Sha256;

/**
 * The keys of programs that push by REST, by name. A key is compared in constant time with every one of them, so that an
 * answer's time tells neither the key nor its name. Immutable.
 */
public final class ApiKeys {

    public static final ApiKeys NONE = new ApiKeys(Map.of());

    private final Map<String, ApiKey> keys;

    private ApiKeys(Map<String, ApiKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads {@code name:key} pairs, separated by commas; a key may be given as {@code sha256:<hex>}.
     *
     * @throws IllegalArgumentException with what is wrong, never with a key
     */
    public static ApiKeys parse(String pairs) {
        List<ApiKey> keys = new ArrayList<>();
        for (String pair : pairs.split(",", -1)) {
            if (!pair.isBlank()) {
                int colon = pair.indexOf(':');
                String name = colon < 0 ? "" : pair.substring(0, colon).strip();
                keys.add(ApiKey.of(name, pair.substring(colon + 1).strip(), null));
            }
        }
        return NONE.with(keys);
    }

    /** @throws IllegalArgumentException when two keys have one name */
    ApiKeys with(Collection<ApiKey> more) {
        Map<String, ApiKey> all = new LinkedHashMap<>(keys);
        for (ApiKey key : more) {
            if (all.put(key.name(), key) != null) {
                throw new IllegalArgumentException("names the key \"" + key.name() + "\" twice");
            }
        }
        return new ApiKeys(all);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean has(String name) {
        return keys.containsKey(name);
    }

    /** The key that somebody has shown; null when it is none of these, or has ended. */
    @Nullable ApiKey find(String shown, Instant now) {
        byte[] hash = Sha256.of(shown);
        ApiKey found = null;
        for (ApiKey key : keys.values()) {
            if (key.hasHash(hash)) {
                found = key;
            }
        }
        return found == null || found.hasEnded(now) ? null : found;
    }

    /** The names of those that another set has not, or under that name has another key. */
    Set<String> missingIn(ApiKeys other) {
        return keys.values().stream()
                .filter(key -> !other.hasSame(key))
                .map(ApiKey::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean hasSame(ApiKey key) {
        ApiKey same = keys.get(key.name());
        return same != null && same.hasHashOf(key);
    }

    @Override
    public String toString() {
        return "ApiKeys" + keys.keySet();
    }
}
