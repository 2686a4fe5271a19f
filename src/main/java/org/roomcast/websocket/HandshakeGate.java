package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.OriginPolicy;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Peer;
import org.roomcast.registry.SessionRegistry;

/**
 * Looks at a handshake before the upgrade: how many come, and from which page. The servlet filter and its embedded
 * counterpart ask it. Safe in every thread.
 */
@ApplicationScoped
public class HandshakeGate {

    private static final Pattern TOKEN_IN_QUERY = Pattern.compile("(^|&)token=[^&]");
    /** RFC 3986 section 2.1: no engine can take such a query apart, and Tyrus cuts the connection after the upgrade. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final SessionRegistry registry;
    private final HandshakePolicy policy;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected HandshakeGate() {
        this.registry = null;
        this.policy = null;
    }

    @Inject
    public HandshakeGate(SessionRegistry registry, HandshakePolicy policy) {
        this.registry = registry;
        this.policy = policy;
    }

    /**
     * What may be seen of a handshake.
     *
     * @param address the address of the TCP connection
     * @param headers the lines of a header by its name, none when it is missing
     */
    public record Request(
            @Nullable String address, @Nullable String query, Function<String, List<String>> headers) {

        @Nullable String header(String name) {
            List<String> lines = headers.apply(name);
            return lines.isEmpty() ? null : lines.get(0);
        }
    }

    /**
     * What became of it.
     *
     * @param problem why it is refused; null when it may go on
     * @param retryAfter for the header {@code Retry-After}; null when that would not help
     * @param passport to be handed to the endpoints as {@link UpgradeProblem#PEER_HEADER}
     */
    public record Verdict(
            @Nullable UpgradeProblem problem, @Nullable Long retryAfter, String passport) {}

    /** Judges a request that offers an upgrade to WebSocket. */
    public Verdict judge(Request request) {
        Peer peer = Peer.of(request.address(), request.headers(), policy.proxies());
        UpgradeProblem flaw = flawOf(request);
        Duration ofAddress =
                policy.throttles().handshakesPerAddress().of(peer.group()).tryTake();
        if (!ofAddress.isZero()) {
            return refused(Limit.HANDSHAKES_PER_ADDRESS, UpgradeProblem.TOO_MANY_OF_ADDRESS, ofAddress);
        }
        Duration ofAll = policy.throttles().handshakes().tryTake();
        if (!ofAll.isZero()) {
            return refused(Limit.HANDSHAKES, UpgradeProblem.TOO_MANY, ofAll);
        }
        if (flaw == null && !policy.origins().allows(originOf(request, peer))) {
            return refused(Limit.ORIGIN, UpgradeProblem.FOREIGN_ORIGIN, null);
        }
        return new Verdict(flaw, null, Passport.of(peer.address()));
    }

    /** @return what makes it no handshake; null when nothing does */
    private static @Nullable UpgradeProblem flawOf(Request request) {
        if (!asksToUpgrade(request.headers().apply("Connection"))) {
            return UpgradeProblem.NO_CONNECTION;
        }
        if (request.query() != null && BROKEN_ESCAPE.matcher(request.query()).find()) {
            return UpgradeProblem.BAD_QUERY;
        }
        return UpgradeProblem.of(
                request.header(UpgradeProblem.KEY_HEADER), request.header(UpgradeProblem.VERSION_HEADER));
    }

    /** RFC 6455 section 4.2.1: among the options of the connection must be {@code upgrade}. */
    private static boolean asksToUpgrade(List<String> connection) {
        return connection.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
    }

    private Verdict refused(Limit limit, UpgradeProblem problem, @Nullable Duration wait) {
        registry.stats().requestRefused();
        registry.stats().refused(limit);
        return new Verdict(
                problem, wait == null ? null : wait.plusSeconds(1).minusNanos(1).toSeconds(), "");
    }

    private static OriginPolicy.Request originOf(Request request, Peer peer) {
        return new OriginPolicy.Request(request.header("Origin"), peer.host(), peer.scheme(), hasToken(request));
    }

    private static boolean hasToken(Request request) {
        String authorization = request.header("Authorization");
        return (authorization != null && HandshakeRequestData.isBearer(authorization))
                || HandshakeRequestData.tokenOf(request.headers().apply("Sec-WebSocket-Protocol")) != null
                || (request.query() != null
                        && TOKEN_IN_QUERY.matcher(request.query()).find());
    }
}
