package org.roomcast.boot;

import java.io.CharConversionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.SecurityHeaders;
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
                if (WEBSOCKET.equalsIgnoreCase(request.getUpgrade())) {
                    return pass(context, request);
                }
            }
            return context.getInvokeAction();
        }

        private NextAction pass(FilterChainContext context, HttpRequestPacket request) {
            HandshakeGate.Verdict verdict = gate.judge(new HandshakeGate.Request(
                    request.getRemoteAddress(), request.getQueryString(), name -> linesOf(request, name)));
            if (verdict.problem() != null) {
                refuse(context, request.getResponse(), verdict.problem(), verdict.retryAfter());
                return context.getStopAction();
            }
            UPGRADED.set(context.getConnection(), true);
            request.setHeader(UpgradeProblem.PEER_HEADER, verdict.passport());
            return context.getInvokeAction();
        }

        /** Closes as well: what follows an upgrade that did not take place may be no HTTP. */
        @SuppressWarnings("rawtypes") // of Grizzly's own interface
        private static void refuse(
                FilterChainContext context,
                HttpResponsePacket response,
                UpgradeProblem problem,
                @Nullable Long retryAfter) {
            byte[] body = problem.body().getBytes(StandardCharsets.UTF_8);
            response.setStatus(HttpStatus.newHttpStatus(problem.status(), problem.title()));
            response.getHeaders().setValue("Content-Type").setString(UpgradeProblem.TYPE);
            response.setContentLength(body.length);
            SecurityHeaders.ALL.forEach(response::setHeader);
            response.setHeader(UpgradeProblem.VERSION_HEADER, UpgradeProblem.VERSION);
            response.setHeader("Connection", "close");
            if (retryAfter != null) {
                response.setHeader("Retry-After", String.valueOf(retryAfter));
            }
            Closeable connection = context.getConnection();
            context.write(
                    HttpContent.builder(response)
                            .content(Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, body))
                            .last(true)
                            .build(),
                    new EmptyCompletionHandler<>() {
                        @Override
                        public void completed(WriteResult result) {
                            connection.closeSilently();
                        }
                    });
        }

        private static List<String> linesOf(HttpRequestPacket request, String name) {
            List<String> lines = new ArrayList<>();
            request.getHeaders().values(name).forEach(lines::add);
            return lines;
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
