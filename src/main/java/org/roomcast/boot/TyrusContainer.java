package org.roomcast.boot;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** Tyrus with our endpoints and our guards, to be hung into an HTTP server. */
final class TyrusContainer extends TyrusServerContainer {

    /** Must not be 0: Tyrus would then schedule a task for every message. Pongs keep a connection active. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

    private final TyrusWebSocketEngine engine;
    private final GuardedEngine guarded;

    TyrusContainer(Set<Class<?>> endpoints, int maxFrame, ScheduledExecutorService timer) {
        super(endpoints);
        // a frame that passes the guard fits, with its header and a part of the next one
        this.engine = TyrusWebSocketEngine.builder(this)
                .incomingBufferSize(maxFrame * 2 + 64 * 1024)
                .build();
        this.guarded = new GuardedEngine(engine, maxFrame, timer);
        setDefaultMaxSessionIdleTimeout(IDLE_TIMEOUT.toMillis());
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
