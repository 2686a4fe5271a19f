package org.roomcast.boot;

import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.UUID;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.roomcast.boot.wiring.Startup;
import org.roomcast.config.SettingException;
import org.roomcast.config.Settings;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.websocket.HandshakeConfigurator.Binding;

/**
 * A Roomcast server inside a program: WebSocket endpoints, REST, probes and pages on one port. Several may run in one
 * JVM, each with a registry of its own or sharing one. Safe in every thread.
 *
 * <pre>{@code
 * RoomcastServer server = RoomcastServer.builder().port(0).endpoint(ChatEndpoint.class).build();
 * server.start();
 * server.registry().broadcast("hello", Map.of("text", "to everyone"));
 * server.stop();
 * }</pre>
 */
public final class RoomcastServer implements AutoCloseable {

    private record Running(HttpStack http, WeldContainer beans, String name, String host) {}

    private final @Nullable String host;
    private final @Nullable Integer port;
    private final HttpStack.Content content;
    private final CdiContainer container;
    private @Nullable Running running;

    /** A host or port of null is taken from the settings. */
    RoomcastServer(@Nullable String host, @Nullable Integer port, HttpStack.Content content, CdiContainer container) {
        this.host = host;
        this.port = port;
        this.content = content;
        this.container = container;
    }

    public static RoomcastServerBuilder builder() {
        return new RoomcastServerBuilder();
    }

    /**
     * Opens the port; a server that runs is left alone.
     *
     * @throws SettingException when a setting is not what it must be, or the port is taken
     */
    public synchronized void start() {
        if (running != null) {
            return;
        }
        WeldContainer beans = container.acquire();
        boolean isUp = false;
        try {
            Settings settings = beans.select(Settings.class).get();
            String address = host == null ? settings.http().host() : host;
            int number = port == null ? settings.http().port() : port;
            Settings.Http place = new Settings.Http(address, number);
            HttpStack http = new HttpStack(place, settings.limits().messageSize(), content, beans);
            String name = UUID.randomUUID().toString();
            http.start(new Binding(beans, name));
            running = new Running(http, beans, name, address);
            isUp = true;
            beans.select(Startup.class).get().announce();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            if (!isUp) {
                container.release();
            }
        }
    }

    /** Ends this server's connections with 4200 and closes the port; takes some seconds at the most. */
    public synchronized void stop() {
        Running was = running;
        if (was == null) {
            return;
        }
        running = null;
        SessionRegistry registry = was.beans().select(SessionRegistry.class).get();
        registry.retire(registry.connections().stream()
                .filter(connection -> was.name().equals(connection.handshake().server()))
                .toList());
        container.release();
        was.http().stop();
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    /** The port it listens on. @throws IllegalStateException while it does not run */
    public int port() {
        return running().http().port();
    }

    /** The address of its pages, with a slash at the end. @throws IllegalStateException while it does not run */
    public URI uri() {
        Running now = running();
        String authority = now.host().contains(":") ? "[" + now.host() + "]" : now.host();
        return URI.create("http://" + authority + ":" + now.http().port() + "/");
    }

    /** Its registry. @throws IllegalStateException while it does not run */
    public SessionRegistry registry() {
        return beans().select(SessionRegistry.class).get();
    }

    /** The beans of its CDI container. @throws IllegalStateException while it does not run */
    public Instance<Object> beans() {
        return running().beans();
    }

    CdiContainer container() {
        return container;
    }

    private synchronized Running running() {
        if (running == null) {
            throw new IllegalStateException("The server does not run");
        }
        return running;
    }
}
