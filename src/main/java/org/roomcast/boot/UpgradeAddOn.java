package org.roomcast.boot;

import java.io.CharConversionException;
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
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
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

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        // Tyrus puts itself right before the same filter, and so behind this one
        chain.add(chain.indexOfType(HttpServerFilter.class), new UpgradeFilter());
    }

    private static final class UpgradeFilter extends BaseFilter {

        /** Set with the upgrade: after it the same filter sees every frame, and has no more to do. */
        private static final Attribute<Boolean> UPGRADED =
                Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(UpgradeFilter.class.getName());

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
                    UPGRADED.set(context.getConnection(), true);
                    request.setHeader(UpgradeProblem.PEER_HEADER, request.getRemoteAddress());
                }
            }
            return context.getInvokeAction();
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
