package org.roomcast.websocket;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes endpoint instances from CDI on every server, and keeps what the handshake brought. An application's own
 * endpoints may name it as well: {@code @ServerEndpoint(value = …, configurator = HandshakeConfigurator.class)} beside
 * {@code @ApplicationScoped}.
 */
public class HandshakeConfigurator extends ServerEndpointConfig.Configurator {

    static final String HANDSHAKE = "org.roomcast.handshake";

    /**
     * The container of the embedded server that is registering endpoints on this thread. In a JVM with several of them
     * {@code CDI.current()} cannot tell which one is meant.
     */
    private static final ThreadLocal<@Nullable Binding> REGISTERING = new ThreadLocal<>();

    /**
     * An embedded server and its CDI container.
     *
     * @param server a name that no other server of this JVM has
     */
    public record Binding(Instance<Object> container, String server) {}

    private final @Nullable Binding binding = REGISTERING.get();

    /** Runs {@code registration}, whose endpoints will take their instances from this container. */
    public static void bind(Binding binding, Runnable registration) {
        REGISTERING.set(binding);
        try {
            registration.run();
        } finally {
            REGISTERING.remove();
        }
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        Instance<Object> container = binding == null ? CDI.current() : binding.container();
        return container.select(type).get();
    }

    /** Says yes to all here; the endpoint closes with 4003, since it sees the origin beside the host. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    /**
     * None: compression costs memory for each connection and lets a small message grow large. Tomcat would take it up by
     * itself.
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        config.getUserProperties()
                .put(HANDSHAKE, HandshakeRequestData.of(request, binding == null ? null : binding.server()));
    }
}
