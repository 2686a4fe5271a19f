package org.roomcast.boot;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** Tyrus with our endpoints and our guards, to be hung into an HTTP server. */
final class TyrusContainer extends TyrusServerContainer {

    /**
     * Only a negative time-out is none: with 0 or more Tyrus schedules a task for every message that is sent, and keeps
     * each until its time has come. Silent peers are found by our own heartbeat.
     */
    private static final long NO_IDLE_TIMEOUT = -1;

    private final TyrusWebSocketEngine engine;
    private final GuardedEngine guarded;

    TyrusContainer(Set<Class<?>> endpoints, int messageSize, Pings pings, ScheduledExecutorService timer) {
        super(endpoints);
        FrameLimits limits = new FrameLimits(endpoints, messageSize);
        // a frame that passes the guard fits, with its header and a part of the next one
        this.engine = TyrusWebSocketEngine.builder(this)
                .incomingBufferSize(limits.largest() * 2 + 64 * 1024)
                .build();
        this.guarded = new GuardedEngine(engine, limits, pings, timer);
        setDefaultMaxSessionIdleTimeout(NO_IDLE_TIMEOUT);
    }

    @Override
    public void register(Class<?> endpoint) throws DeploymentException {
        engine.register(endpoint, "");
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        engine.register(config, "");
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return guarded;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }
}
