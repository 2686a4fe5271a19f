package org.roomcast.boot;

import java.io.CharConversionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;
import org.roomcast.websocket.HandshakeGate;
import org.roomcast.websocket.UpgradeProblem;

/**
 * Looks at requests before Tyrus does; to be added before Tyrus' add-on. An offer of anything but
 * WebSocket is ignored (RFC 9110 section 7.8): Grizzly would otherwise take the body of such a request for something
 * else and wait for it for ever, and the JDK's HTTP client offers h2c with every first request. A WebSocket's peer
 * address is handed to the endpoints, as the servlet filter does elsewhere.
 */
final class UpgradeAddOn implements AddOn {

    private static final String WEBSOCKET = "websocket";
    /** A path at which nothing is served. */
    private static final String NOWHERE = "/invalid-path";
    /** What is left of ASCII beside what RFC 3986 allows; a query never has a blank. */
    private static final Pattern NO_URI_CHARACTER = Pattern.compile("[\"<>\\\\^`{|}]");

    private final HandshakeGate gate;

    UpgradeAddOn(HandshakeGate gate) {
        this.gate = gate;
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        // Tyrus puts itself right before the same filter, and so behind this one
        chain.add(chain.indexOfType(HttpServerFilter.class), new UpgradeFilter(gate));
    }

    private static final class UpgradeFilter extends BaseFilter {

        /** Set with the upgrade: after it the same filter sees every frame, and has no more to do. */
        private static final Attribute<Boolean> UPGRADED =
                Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(UpgradeFilter.class.getName());

        private final HandshakeGate gate;

        UpgradeFilter(HandshakeGate gate) {
            this.gate = gate;
        }

        @Override
        public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
            if (event instanceof HttpEvents.IncomingHttpUpgradeEvent offer
                    && !WEBSOCKET.equalsIgnoreCase(offer.getHttpHeader().getUpgrade())) {
                offer.getHttpHeader().getUpgradeDC().recycle();
                offer.getHttpHeader().setIgnoreContentModifiers(false);
            }
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            if (context.getMessage() instanceof HttpContent content
                    && content.getHttpHeader() instanceof HttpRequestPacket request
                    && !UPGRADED.isSet(context.getConnection())) {
                leadNowhereUnlessValid(request);
                leadNowhereUnlessUri(request);
                if (WEBSOCKET.equalsIgnoreCase(request.getUpgrade())) {
                    return pass(context, request);
                }
            }
            return context.getInvokeAction();
        }

        private NextAction pass(FilterChainContext context, HttpRequestPacket request) {
            if (request.getMethod() != Method.GET) {
                RequestGuard.refuse(context.getConnection(), request, answer(UpgradeProblem.NO_UPGRADE, null));
                return context.getInvokeAction();
            }
            HandshakeGate.Verdict verdict = gate.judge(new HandshakeGate.Request(
                    request.getRemoteAddress(), request.getQueryString(), name -> linesOf(request, name)));
            if (verdict.problem() != null) {
                RequestGuard.refuse(context.getConnection(), request, answer(verdict.problem(), verdict.retryAfter()));
                return context.getInvokeAction();
            }
            escapeQuery(request);
            UPGRADED.set(context.getConnection(), true);
            request.setHeader(UpgradeProblem.PEER_HEADER, verdict.passport());
            return context.getInvokeAction();
        }

        private static RequestGuard.Answer answer(UpgradeProblem problem, @Nullable Long retryAfter) {
            Map<String, String> headers = new HashMap<>();
            headers.put(UpgradeProblem.VERSION_HEADER, UpgradeProblem.VERSION);
            if (retryAfter != null) {
                headers.put("Retry-After", String.valueOf(retryAfter));
            }
            return new RequestGuard.Answer(
                    problem.status(), problem.title(), UpgradeProblem.TYPE, problem.body(), headers);
        }

        private static List<String> linesOf(HttpRequestPacket request, String name) {
            List<String> lines = new ArrayList<>();
            request.getHeaders().values(name).forEach(lines::add);
            return lines;
        }

        /**
         * Browsers send some characters as they are that a URI may not have ({@code |}, braces; WHATWG URL): Tyrus, which
         * makes one of it, would cut the connection after the upgrade.
         */
        private static void escapeQuery(HttpRequestPacket request) {
            String query = request.getQueryString();
            if (query != null && NO_URI_CHARACTER.matcher(query).find()) {
                request.setQueryString(NO_URI_CHARACTER
                        .matcher(query)
                        .replaceAll(found ->
                                String.format("%%%02X", (int) found.group().charAt(0))));
            }
        }

        /** Tyrus and Jersey make a URI of it: where that cannot be done, one would cut the connection, the other fail. */
        private static void leadNowhereUnlessUri(HttpRequestPacket request) {
            try {
                URI unused = new URI(request.getRequestURI());
            } catch (URISyntaxException notAUri) {
                request.setRequestURI(NOWHERE);
            }
        }

        /** A path that leads above the root, or cannot be decoded, would be answered as a fault of the server. */
        private static void leadNowhereUnlessValid(HttpRequestPacket request) {
            try {
                request.getRequestURIRef().getDecodedRequestURIBC(true);
            } catch (CharConversionException | RuntimeException notAPath) {
                request.setRequestURI(NOWHERE);
            }
        }
    }
}
