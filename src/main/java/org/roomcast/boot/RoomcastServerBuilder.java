package org.roomcast.boot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roomcast.boot.wiring.EmbeddedOptions;
import org.roomcast.websocket.ChatEndpoint;
import org.roomcast.websocket.ChatRoomEndpoint;
import org.roomcast.websocket.DashboardEndpoint;
import org.roomcast.websocket.NotificationsEndpoint;

/** Plans a {@link RoomcastServer}. Used by one thread; changing it after {@link #build} changes no server. */
public final class RoomcastServerBuilder {

    private static final Set<Class<?>> ALL_ENDPOINTS =
            Set.of(ChatEndpoint.class, ChatRoomEndpoint.class, NotificationsEndpoint.class, DashboardEndpoint.class);

    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable Path pages;
    private @Nullable Path settingsFile;
    private @Nullable RoomcastServer sharing;
    private boolean readSurroundings;
    private final Set<Class<?>> endpoints = new LinkedHashSet<>();
    private final Set<Class<?>> resources = new LinkedHashSet<>();
    private final Set<Class<?>> beans = new LinkedHashSet<>();
    private final Map<String, String> settings = new HashMap<>();

    RoomcastServerBuilder() {}

    /** The address to listen on; without it the setting {@code roomcast.http.host}. */
    public RoomcastServerBuilder host(String address) {
        this.host = address;
        return this;
    }

    /** The port; 0 takes a free one; without it the setting {@code roomcast.http.port}. */
    public RoomcastServerBuilder port(int number) {
        this.port = number;
        return this;
    }

    /**
     * Adds an endpoint: one of Roomcast's or the program's own, annotated with {@code @ServerEndpoint}, whose
     * configurator is {@code HandshakeConfigurator}, and with {@code @ApplicationScoped}. Without any, all of Roomcast's.
     */
    public RoomcastServerBuilder endpoint(Class<?> type) {
        endpoints.add(type);
        return this;
    }

    /** Adds a JAX-RS resource or provider of the program's own, below {@code /api}. */
    public RoomcastServerBuilder resource(Class<?> type) {
        resources.add(type);
        return this;
    }

    /** Adds a CDI bean that CDI does not find by itself, because its archive has no {@code beans.xml}. */
    public RoomcastServerBuilder bean(Class<?> type) {
        beans.add(type);
        return this;
    }

    /** Sets a setting, which wins over all other sources. An unknown one stops the start. */
    public RoomcastServerBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Reads settings from a file, the environment and the system properties as well.
     *
     * @param file null for the default one, if it is there
     */
    public RoomcastServerBuilder settingsFromSurroundings(@Nullable Path file) {
        this.readSurroundings = true;
        this.settingsFile = file;
        return this;
    }

    /** Serves the files of a folder at {@code /}. */
    public RoomcastServerBuilder pages(Path folder) {
        this.pages = folder;
        return this;
    }

    /** Uses the registry, the settings and all other beans of another server; this one's own are then ignored. */
    public RoomcastServerBuilder sharing(RoomcastServer other) {
        this.sharing = other;
        return this;
    }

    public RoomcastServer build() {
        CdiContainer container = sharing == null
                ? new CdiContainer(new EmbeddedOptions(settings, settingsFile, readSurroundings), Set.copyOf(beans))
                : sharing.container();
        return new RoomcastServer(host, port, content(), container);
    }

    private HttpStack.Content content() {
        return new HttpStack.Content(
                endpoints.isEmpty() ? ALL_ENDPOINTS : Set.copyOf(endpoints), Set.copyOf(resources), pages);
    }
}
