package org.roomcast.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection came in. Immutable. Secrets (tokens, cookies) have been taken out by whoever made it.
 *
 * @param endpoint the endpoint's short name, such as {@code chat}
 * @param path the path of the request
 * @param headers the headers, names in lower case
 * @param query the query parameters, decoded
 * @param address the peer's address; null where the container does not tell
 * @param server the embedded server that took it; null on an application server
 */
public record Handshake(
        String endpoint,
        String path,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        @Nullable String address,
        @Nullable String server) {

    public Handshake {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** Headers and addresses stay out of logs. */
    @Override
    public String toString() {
        return "Handshake[" + endpoint + "]";
    }
}
