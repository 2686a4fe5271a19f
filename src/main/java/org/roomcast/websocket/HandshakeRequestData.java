package org.roomcast.websocket;

import jakarta.websocket.server.HandshakeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.ContainerLogin;
import org.roomcast.auth.OriginPolicy;
import org.roomcast.model.Identity;

/**
 * What a handshake brought, copied while it lasts: containers reuse the request. The header names are in lower case.
 *
 * @param path the path of the request, without query and host
 * @param server the embedded server that took it; null on an application server
 * @param login whom the server's own login let in; null for nobody
 */
record HandshakeRequestData(
        String path,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        @Nullable String server,
        @Nullable Identity login) {

    /** Set by {@link UpgradeFilter} and its embedded counterpart, which overwrite what a client sends. */
    static final String PEER_HEADER = "x-roomcast-peer";

    private static final String BEARER_HEADER = "bearer ";
    private static final String BEARER_PROTOCOL = "bearer.";
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "cookie", "sec-websocket-protocol", "x-api-key", PEER_HEADER);

    static HandshakeRequestData of(HandshakeRequest request, @Nullable String server) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        Map<String, List<String>> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, List.copyOf(values)));
        Identity login = ContainerLogin.identity(request.getUserPrincipal(), request::isUserInRole);
        return new HandshakeRequestData(request.getRequestURI().getPath(), headers, query, server, login);
    }

    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The address of the client; null where it is not known. */
    @Nullable String peer() {
        return Passport.address(header(PEER_HEADER));
    }

    OriginPolicy.Request forOrigins() {
        return new OriginPolicy.Request(header("origin"), header("host"), null, token() != null);
    }

    /** Whether {@link HandshakeGate} has looked at it. */
    boolean hasPassedGate() {
        return Passport.isValid(header(PEER_HEADER));
    }

    /** The token, from the header, the subprotocol or the query; null when there is none. */
    @Nullable String token() {
        String authorization = header("authorization");
        if (authorization != null && isBearer(authorization)) {
            return authorization.substring(BEARER_HEADER.length()).strip();
        }
        String offered = tokenOf(headers.getOrDefault("sec-websocket-protocol", List.of()));
        return offered == null ? parameter("token") : offered;
    }

    static boolean isBearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER_HEADER);
    }

    /** The token among the subprotocols that are offered; null when there is none. */
    static @Nullable String tokenOf(List<String> subprotocols) {
        for (String line : subprotocols) {
            for (String entry : line.split(",", -1)) {
                if (entry.strip().startsWith(BEARER_PROTOCOL)) {
                    return entry.strip().substring(BEARER_PROTOCOL.length());
                }
            }
        }
        return null;
    }

    /** The headers without anything secret. */
    Map<String, List<String>> openHeaders() {
        Map<String, List<String>> open = new TreeMap<>(headers);
        open.keySet().removeAll(SECRET_HEADERS);
        return open;
    }

    /** The query without the token. */
    Map<String, List<String>> openQuery() {
        Map<String, List<String>> open = new HashMap<>(query);
        open.remove("token");
        return open;
    }

    /** Everything in it may be secret. */
    @Override
    public String toString() {
        return "HandshakeRequestData";
    }
}
