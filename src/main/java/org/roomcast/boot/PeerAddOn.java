package org.roomcast.boot;

import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;

import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.roomcast.websocket.UpgradeProblem;

/** Hands the peer's address to the endpoints, as the servlet filter does elsewhere. To be added before Tyrus' add-on. */
final class PeerAddOn implements AddOn {

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        // Tyrus puts itself right before the same filter, and so behind this one
        chain.add(chain.indexOfType(HttpServerFilter.class), new PeerFilter());
    }

    private static final class PeerFilter extends BaseFilter {

        /** Set with the upgrade: after it the same filter sees every frame, and has no more to do. */
        private static final Attribute<Boolean> UPGRADED =
                Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(PeerFilter.class.getName());

        @Override
        public NextAction handleRead(FilterChainContext context) {
            if (context.getMessage() instanceof HttpContent content
                    && content.getHttpHeader() instanceof HttpRequestPacket request
                    && request.getUpgrade() != null
                    && !UPGRADED.isSet(context.getConnection())) {
                UPGRADED.set(context.getConnection(), true);
                request.setHeader(UpgradeProblem.PEER_HEADER, request.getRemoteAddress());
            }
            return context.getInvokeAction();
        }
    }
}
