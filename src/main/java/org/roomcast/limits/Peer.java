package org.roomcast.limits;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who asks and for which host, as the server's nearest trusted proxy tells it, or else as the connection shows. Immutable.
 *
 * @param address null where the server does not tell
 * @param host the host and port that the client asked; null when not told
 * @param scheme {@code http} or {@code https} where a trusted proxy tells; null otherwise
 */
public record Peer(
        @Nullable String address,
        @Nullable String host,
        @Nullable String scheme) {

    /**
     * @param address the address of the TCP connection
     * @param headers the lines of a header by its name, none when it is missing
     */
    public static Peer of(@Nullable String address, Function<String, List<String>> headers, TrustedProxies proxies) {
        String host = lastItem(headers.apply("Host"));
        if (!proxies.trusts(address)) {
            return new Peer(address, host, null);
        }
        List<String> forwarded = headers.apply("Forwarded");
        String client = proxies.client(address, forwarded, headers.apply("X-Forwarded-For"));
        String publicHost = forwarded.isEmpty()
                ? lastItem(headers.apply("X-Forwarded-Host"))
                : ForwardedHeader.last(forwarded, "host");
        String scheme = forwarded.isEmpty()
                ? lastItem(headers.apply("X-Forwarded-Proto"))
                : ForwardedHeader.last(forwarded, "proto");
        return new Peer(client, publicHost == null ? host : publicHost, scheme);
    }

    /** Under which the address is counted. */
    public @Nullable String group() {
        return TrustedProxies.group(address);
    }

    /** Of several values the last one was written by the nearest proxy. */
    private static @Nullable String lastItem(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        String line = lines.get(lines.size() - 1);
        String item = line.substring(line.lastIndexOf(',') + 1).strip();
        return item.isEmpty() ? null : item;
    }

    /** Addresses stay out of logs. */
    @Override
    public String toString() {
        return "Peer";
    }
}
