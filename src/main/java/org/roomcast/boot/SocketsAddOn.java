package org.roomcast.boot;

import java.net.InetSocketAddress;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;

/** Tells {@link Sockets} what happens on each TCP connection: one filter sees bytes, the other requests. */
final class SocketsAddOn implements AddOn {

    private static final Attribute<Sockets.Watch> WATCH =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(SocketsAddOn.class.getName());

    private final Sockets sockets;

    SocketsAddOn(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.add(chain.indexOfType(HttpServerFilter.class), new RequestFilter());
        chain.add(chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class), new ByteFilter());
    }

    private static Sockets.@Nullable Watch of(FilterChainContext context) {
        return WATCH.get(context.getConnection());
    }

    private final class ByteFilter extends BaseFilter {

        @Override
        public NextAction handleAccept(FilterChainContext context) {
            Connection<?> connection = context.getConnection();
            String address = connection.getPeerAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                    ? peer.getAddress().getHostAddress()
                    : null;
            Sockets.Watch watch = sockets.accept(address, connection::closeSilently);
            if (watch == null) {
                connection.closeSilently();
                return context.getStopAction();
            }
            WATCH.set(connection, watch);
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            Sockets.Watch watch = of(context);
            if (watch != null) {
                watch.heard();
            }
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleClose(FilterChainContext context) {
            Sockets.Watch watch = of(context);
            if (watch != null) {
                watch.forget();
            }
            return context.getInvokeAction();
        }
    }

    private static final class RequestFilter extends BaseFilter {

        @Override
        public NextAction handleRead(FilterChainContext context) {
            Sockets.Watch watch = of(context);
            if (watch != null && context.getMessage() instanceof HttpContent content) {
                if (content.getHttpHeader() instanceof HttpRequestPacket request
                        && "websocket".equalsIgnoreCase(request.getUpgrade())) {
                    watch.forget();
                    WATCH.remove(context.getConnection());
                } else {
                    watch.received(content.isLast());
                }
            }
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
            Sockets.Watch watch = of(context);
            if (watch != null
                    && event.type() == org.glassfish.grizzly.http.HttpServerFilter.RESPONSE_COMPLETE_EVENT.type()) {
                watch.answered();
            }
            return context.getInvokeAction();
        }
    }
}
