package org.roomcast.boot.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.roomcast.dashboard.Dashboard;
import org.roomcast.history.HistoryStore;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.websocket.ConnectionHandler;

/** Starts with the application and ends with it, on every server. */
@ApplicationScoped
public class Startup {

    /** Fine enough for a grace period of seconds, and cheap with 10,000 connections. */
    private static final Duration TICK = Duration.ofMillis(500);

    /** What is over a policy by a few seconds harms nobody. */
    private static final Duration TRIM = Duration.ofSeconds(10);

    private final AtomicBoolean isUp = new AtomicBoolean();

    @Inject
    SessionRegistry registry;

    @Inject
    ConnectionHandler connections;

    @Inject
    Dashboard dashboard;

    @Inject
    CoreProducer core;

    @Inject
    AuthProducer auth;

    @Inject
    HistoryStore history;

    @Inject
    Notifications notifications;

    @Inject
    ServerThreads threads;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Clock clock;

    @Inject
    Instance<EmbeddedOptions> embedded;

    void up(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (!isUp.compareAndSet(false, true)) {
            return;
        }
        auth.begin(threads, registry);
        threads.repeat(TICK, "connections", () -> registry.tick());
        threads.repeat(TICK, "messages", () -> connections.tick());
        threads.repeat(TRIM, "history", () -> history.trim());
        threads.repeat(Dashboard.INTERVAL, "dashboard", () -> dashboard.tick());
        threads.repeat(TICK, "notifications", () -> notifications.tick());
        threads.repeat(TRIM, "inbox", () -> notifications.trim());
        if (!embedded.isResolvable()) {
            announce();
        }
    }

    /** Tells the application that the server takes connections; the embedded server calls it when its port is open. */
    public void announce() {
        lifecycle.fire(new LifecycleEvent.ServerStarted(clock.instant()));
    }

    /** The last moment at which every server still lets sessions be closed properly. */
    void down(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        registry.shutdown();
        core.closeStorage();
        auth.end();
        threads.stop();
        var unused = RecordCaches.letGo();
    }
}
