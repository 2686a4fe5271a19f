package org.roomcast.registry;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.history.HistoryStore;

/**
 * What a registry is built from.
 *
 * @param settings its settings
 * @param clock the time of day
 * @param nanoTime the time for measuring spans, as {@link System#nanoTime}
 * @param threads where outboxes run
 * @param history where events are kept
 * @param lifecycle who is told what happens
 * @param filters in the order in which they run
 * @param handlers the application's handlers
 */
public record RegistryParts(
        RegistrySettings settings,
        Clock clock,
        LongSupplier nanoTime,
        OutboxThreads threads,
        HistoryStore history,
        Lifecycle lifecycle,
        List<PublishFilter> filters,
        List<EventHandler> handlers) {

    public RegistryParts {
        filters = List.copyOf(filters);
        handlers = List.copyOf(handlers);
    }
}
