package org.roomcast.rest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.roomcast.auth.KeyRing;
import org.roomcast.auth.TokenKeys;
import org.roomcast.history.HistoryStats;
import org.roomcast.history.HistoryStore;
import org.roomcast.limits.Limit;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.registry.Stats;

/** The server's figures for Prometheus. Safe in every thread. */
@ApplicationScoped
public class Metrics {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Set<String> keysWithMeters = ConcurrentHashMap.newKeySet();
    private final SessionRegistry registry;
    private final KeyRing keys;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Metrics() {
        this.registry = null;
        this.keys = null;
    }

    @Inject
    public Metrics(SessionRegistry registry, HistoryStore store, KeyRing keys, TokenKeys tokens) {
        this.registry = registry;
        this.keys = keys;
        history(store);
        Gauge.builder("roomcast.token.keys", tokens, TokenKeys::count)
                .description("Keys that tokens may be signed with")
                .register(meters);
        FunctionCounter.builder("roomcast.api.keys.refused", keys, KeyRing::refused)
                .description("Requests with an API key that nobody has")
                .register(meters);
        gauge("roomcast.connections", "Open connections", SessionRegistry::connectionCount);
        gauge("roomcast.rooms", "Rooms with members", SessionRegistry::roomCount);
        counter("roomcast.connections.opened", "Connections opened", Stats::connectionsOpened);
        counter("roomcast.connections.closed", "Connections ended", Stats::connectionsClosed);
        counter("roomcast.frames.received", "Frames that came from clients", Stats::framesReceived);
        counter("roomcast.frames.sent", "Frames handed to the network", Stats::framesSent);
        counter("roomcast.bytes.sent", "Bytes of the frames handed to the network", Stats::bytesSent);
        counter("roomcast.publications", "Publications accepted", Stats::published);
        counter("roomcast.requests.refused", "Requests answered with an error", Stats::requestsRefused);
        counter("roomcast.slow.readers", "Connections ended because they read too slowly", Stats::slowReadersCut);
        counter("roomcast.failures", "Faults of the server", Stats::failures);
        for (Limit limit : Limit.values()) {
            FunctionCounter.builder("roomcast.limit.refusals", registry.stats(), stats -> stats.refusals(limit))
                    .description("What was refused or ended because of a limit")
                    .tag("limit", limit.label())
                    .register(meters);
        }
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        garbageCollection.bindTo(meters);
    }

    private void history(HistoryStore store) {
        Gauge.builder("roomcast.history.available", store, history -> history.isAvailable() ? 1 : 0)
                .description("Whether the history takes events: 1, or 0 when its database is away or too slow")
                .register(meters);
        Gauge.builder("roomcast.history.waiting", store, history -> history.stats()
                        .waiting())
                .description("Events that wait to be stored")
                .register(meters);
        Gauge.builder("roomcast.history.batch.events", store, history -> history.stats()
                        .lastBatchEvents())
                .description("Events of the newest transaction")
                .register(meters);
        FunctionTimer.builder(
                        "roomcast.history.commit",
                        store,
                        history -> history.stats().batches(),
                        history -> history.stats().batchTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Transactions that stored events, and the time they took")
                .register(meters);
        history(store, "appends", "Events stored", HistoryStats::stored);
        history(store, "duplicates", "Publications that were stored before, by their key", HistoryStats::duplicates);
        history(store, "refused", "Publications refused because they could not be stored", HistoryStats::failed);
        history(store, "trimmed", "Events deleted by the policies of their rooms", HistoryStats::trimmed);
        for (boolean isRecovered : new boolean[] {true, false}) {
            FunctionCounter.builder("roomcast.resumes", registry.stats(), stats -> stats.resumes(isRecovered))
                    .description("Joins that resumed, by whether the history reached back")
                    .tag("recovered", String.valueOf(isRecovered))
                    .register(meters);
        }
        counter("roomcast.history.cache.hits", "Reads of recent events without the store", Stats::historyCacheHits);
        counter("roomcast.history.cache.misses", "Reads of the store", Stats::historyCacheMisses);
    }

    private void history(HistoryStore store, String name, String description, ToDoubleFunction<HistoryStats> figure) {
        FunctionCounter.builder("roomcast.history." + name, store, from -> figure.applyAsDouble(from.stats()))
                .description(description)
                .register(meters);
    }

    String scrape() {
        keys.uses().keySet().stream().filter(keysWithMeters::add).forEach(this::meterOf);
        return meters.scrape();
    }

    @PreDestroy
    void close() {
        garbageCollection.close();
        meters.close();
    }

    /** The name is the configuration's, so that there are no more meters than keys. */
    private void meterOf(String key) {
        FunctionCounter.builder(
                        "roomcast.api.key.uses", keys, ring -> ring.use(key).count())
                .description("Requests with this API key")
                .tag("key", key)
                .register(meters);
        TimeGauge.builder("roomcast.api.key.last.used", keys, TimeUnit.MILLISECONDS, ring -> ring.use(key)
                        .last()
                        .toEpochMilli())
                .description("When this API key was last shown, since 1970")
                .tag("key", key)
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<SessionRegistry> figure) {
        Gauge.builder(name, registry, figure).description(description).register(meters);
    }

    private void counter(String name, String description, ToDoubleFunction<Stats> figure) {
        FunctionCounter.builder(name, registry.stats(), figure)
                .description(description)
                .register(meters);
    }
}
