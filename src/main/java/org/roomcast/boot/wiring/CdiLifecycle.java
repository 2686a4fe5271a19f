package org.roomcast.boot.wiring;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.Prioritized;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.SafeLog;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.LifecycleEvent.ConnectionClosed;
import org.roomcast.registry.LifecycleEvent.ConnectionOpened;
import org.roomcast.registry.LifecycleEvent.ConnectionRefused;
import org.roomcast.registry.LifecycleEvent.Failure;
import org.roomcast.registry.LifecycleEvent.FrameReceived;
import org.roomcast.registry.LifecycleEvent.FrameSent;
import org.roomcast.registry.LifecycleEvent.ServerStarted;
import org.roomcast.registry.LifecycleEvent.ServerStopping;

/**
 * Fires lifecycle events as CDI events; who observes what is looked up once. Asynchronous observers run on the server's
 * managed executor where it has one, so that they find the application's names there. No bean itself: a proxy in front
 * of it would cost more than the question it is asked for every frame. Safe in every thread.
 */
final class CdiLifecycle implements Lifecycle {

    private static final Logger LOG = SafeLog.of(CdiLifecycle.class);

    /** Observers are looked up by an event of their type; what is in it plays no part. */
    @SuppressWarnings("NullAway")
    private static final Map<Class<? extends LifecycleEvent>, LifecycleEvent> SAMPLES = Map.of(
            ConnectionRefused.class, new ConnectionRefused("", null, 0, ""),
            ServerStarted.class, new ServerStarted(null),
            ServerStopping.class, new ServerStopping(null),
            ConnectionOpened.class, new ConnectionOpened(null),
            ConnectionClosed.class, new ConnectionClosed(null, 0, ""),
            FrameReceived.class, new FrameReceived(null, "", 0),
            FrameSent.class, new FrameSent(null, 0, 0),
            Failure.class, new Failure(null, "", null));

    private record Observers(List<ObserverMethod<? super LifecycleEvent>> here, boolean elsewhere) {}

    private final Map<Class<?>, Observers> observers = new ConcurrentHashMap<>();
    private final BeanManager beans;
    private final @Nullable NotificationOptions options;

    /** @param executor for asynchronous observers; null for that of CDI */
    CdiLifecycle(BeanManager beans, @Nullable Executor executor) {
        this.beans = beans;
        this.options = executor == null ? null : NotificationOptions.ofExecutor(executor);
    }

    @Override
    public boolean observes(Class<? extends LifecycleEvent> type) {
        Observers found = observersOf(type);
        return !found.here().isEmpty() || found.elsewhere();
    }

    /** One by one: CDI itself would leave out those that come after one that throws. */
    @Override
    public void fire(LifecycleEvent event) {
        Observers found = observersOf(event.getClass());
        for (ObserverMethod<? super LifecycleEvent> observer : found.here()) {
            try {
                observer.notify(event);
            } catch (RuntimeException | Error fault) {
                log(event, fault);
            }
        }
        if (found.elsewhere()) {
            fireElsewhere(event);
        }
    }

    private void fireElsewhere(LifecycleEvent event) {
        try {
            Event<Object> events = beans.getEvent();
            CompletionStage<LifecycleEvent> fired =
                    options == null ? events.fireAsync(event) : events.fireAsync(event, options);
            fired.whenComplete((done, fault) -> {
                if (fault != null) {
                    log(event, fault);
                }
            });
        } catch (RejectedExecutionException full) {
            // a server's executor may be bounded, or gone before the application is
            log(event, full);
        }
    }

    private Observers observersOf(Class<? extends LifecycleEvent> type) {
        Observers known = observers.get(type);
        return known == null ? observers.computeIfAbsent(type, t -> lookUp(type)) : known;
    }

    private Observers lookUp(Class<? extends LifecycleEvent> type) {
        LifecycleEvent sample = SAMPLES.get(type);
        if (sample == null) {
            throw new IllegalArgumentException("not a lifecycle event: " + type);
        }
        Set<ObserverMethod<? super LifecycleEvent>> methods = beans.resolveObserverMethods(sample);
        return new Observers(
                methods.stream()
                        .filter(method -> !method.isAsync())
                        .sorted(Comparator.comparingInt(Prioritized::getPriority))
                        .toList(),
                methods.stream().anyMatch(ObserverMethod::isAsync));
    }

    private static void log(LifecycleEvent event, Throwable fault) {
        LOG.log(Level.WARNING, () -> "An observer of " + event.getClass().getSimpleName() + " failed", fault);
    }
}
