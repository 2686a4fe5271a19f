package org.roomcast.boot.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.RoomAccessPolicy;
import org.roomcast.auth.TokenVerifier;
import org.roomcast.codec.JsonCodec;
import org.roomcast.config.SettingException;
import org.roomcast.config.Settings;
import org.roomcast.dashboard.DashboardSettings;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.history.HistoryStore;
import org.roomcast.inbox.Inbox;
import org.roomcast.limits.Throttles;
import org.roomcast.limits.TrustedProxies;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.ConnectionLimits;
import org.roomcast.registry.EventHandler;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.PublishFilter;
import org.roomcast.registry.RegistryParts;
import org.roomcast.registry.RegistrySettings;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.rest.RestSettings;
import org.roomcast.websocket.EndpointSettings;
import org.roomcast.websocket.FrameHandler;
import org.roomcast.websocket.HandshakePolicy;
import org.roomcast.websocket.Services;

/** Reads the settings, once, and makes from them what the layers below are built of. */
@ApplicationScoped
public class CoreProducer {

    /** Of a bean without {@code @Priority}: what CDI calls an application's. */
    private static final int DEFAULT_PRIORITY = 2000;

    private final Settings settings;
    private final Lifecycle lifecycle;
    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final Storage storage;
    private final String node;
    private final RestSettings rest;
    private final HandshakePolicy gate;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected CoreProducer() {
        this.settings = null;
        this.lifecycle = null;
        this.storage = null;
        this.node = null;
        this.gate = null;
        this.rest = null;
    }

    /** @throws SettingException when a setting is not what it must be */
    @Inject
    public CoreProducer(
            Instance<EmbeddedOptions> embedded,
            BeanManager beans,
            ContainerResources container,
            Deployment deployment) {
        this.lifecycle = new CdiLifecycle(beans, container.executor().orElse(null));
        this.settings = SettingsLoader.load(embedded.isResolvable() ? embedded.get() : null);
        DataFolder folder = DataFolder.choose(settings.dataDir(), deployment.name(), System.getProperties());
        this.gate = Gates.of(settings, System::nanoTime);
        this.rest = Gates.rest(settings);
        this.storage = Storage.open(
                settings,
                folderOrNull(embedded, folder),
                container,
                clock,
                new NamedThreads("roomcast-store-", container.threadFactory().orElse(null)));
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        this.node = HexFormat.of().formatHex(random);
    }

    @Produces
    Settings settings() {
        return settings;
    }

    @Produces
    Clock clock() {
        return clock;
    }

    @Produces
    Lifecycle lifecycle() {
        return lifecycle;
    }

    @Produces
    AccessPolicy accessPolicy() {
        return new RoomAccessPolicy(settings.rooms());
    }

    @Produces
    HistoryStore history() {
        return storage.history();
    }

    @Produces
    Inbox inbox() {
        return storage.inbox();
    }

    /** To be called when nobody is connected any more. */
    void closeStorage() {
        storage.close();
    }

    /** A program that embeds the server and names no folder expects no file to appear. */
    private @Nullable Supplier<Path> folderOrNull(Instance<EmbeddedOptions> embedded, DataFolder folder) {
        boolean isOnItsOwn = embedded.isResolvable() && !embedded.get().readSurroundings();
        return isOnItsOwn && settings.dataDir() == null ? null : folder::open;
    }

    @Produces
    RegistryParts registryParts(
            ServerThreads threads, @Any Instance<PublishFilter> filters, @Any Instance<EventHandler> handlers) {
        Settings.Limits limits = settings.limits();
        RegistrySettings forRegistry = new RegistrySettings(
                new ConnectionLimits(
                        limits.connections(),
                        limits.connectionsPerUser(),
                        limits.connectionsPerAddress(),
                        limits.roomsPerConnection()),
                new OutboxLimits(limits.outboxFrames(), limits.outboxBytes()),
                settings.rooms(),
                settings.historyCache(),
                settings.presenceGrace(),
                settings.presenceEmail(),
                settings.heartbeatInterval(),
                settings.heartbeatTimeout());
        return new RegistryParts(
                forRegistry,
                clock,
                System::nanoTime,
                threads.forOutboxes(),
                storage.history(),
                lifecycle,
                inOrder(filters),
                inOrder(handlers));
    }

    @Produces
    EndpointSettings endpointSettings() {
        return new EndpointSettings(
                settings.limits().messageSize(),
                Gates.frames(settings),
                settings.limits().roomsPerConnection(),
                new OutboxLimits(
                        settings.limits().outboxFrames(), settings.limits().outboxBytes()),
                settings.auth().anonymous(),
                settings.dashboardPublic(),
                settings.gate().authTimeout(),
                settings.heartbeatInterval(),
                settings.heartbeatTimeout(),
                node,
                Version.TEXT);
    }

    @Produces
    DashboardSettings dashboardSettings() {
        return new DashboardSettings(node, settings.dashboardPublic());
    }

    @Produces
    HandshakePolicy handshakePolicy() {
        return gate;
    }

    @Produces
    Throttles throttles() {
        return gate.throttles();
    }

    @Produces
    TrustedProxies trustedProxies() {
        return gate.proxies();
    }

    @Produces
    RestSettings restSettings() {
        return rest;
    }

    @Produces
    Services services(
            SessionRegistry registry,
            Notifications notifications,
            TokenVerifier tokens,
            ServerThreads threads,
            @Any Instance<FrameHandler> handlers) {
        Map<String, FrameHandler> byType =
                handlers.stream().collect(Collectors.toMap(FrameHandler::type, handler -> handler));
        return new Services(
                registry,
                notifications,
                accessPolicy(),
                tokens,
                gate.origins(),
                gate.throttles(),
                JsonCodec.INSTANCE,
                lifecycle,
                threads.forOutboxes(),
                clock,
                System::nanoTime,
                byType,
                endpointSettings());
    }

    private static <T> List<T> inOrder(Instance<T> beans) {
        return beans.handlesStream()
                .sorted(Comparator.comparingInt(
                        handle -> priorityOf(handle.getBean().getBeanClass())))
                .map(Instance.Handle::get)
                .toList();
    }

    private static int priorityOf(Class<?> type) {
        Priority priority = type.getAnnotation(Priority.class);
        return priority == null ? DEFAULT_PRIORITY : priority.value();
    }
}
