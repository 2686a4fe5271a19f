package org.roomcast.websocket;

import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.OriginPolicy;
import org.roomcast.auth.TokenVerifier;
import org.roomcast.codec.WireCodec;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.limits.Throttles;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.SessionRegistry;

/**
 * What the endpoints work with.
 *
 * @param handlers the application's handlers by frame type
 */
public record Services(
        SessionRegistry registry,
        Notifications notifications,
        AccessPolicy access,
        TokenVerifier tokens,
        OriginPolicy origins,
        Throttles throttles,
        WireCodec codec,
        Lifecycle lifecycle,
        OutboxThreads threads,
        Clock clock,
        LongSupplier nanoTime,
        Map<String, FrameHandler> handlers,
        EndpointSettings settings) {

    public Services {
        handlers = Map.copyOf(handlers);
    }
}
