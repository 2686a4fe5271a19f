package org.roomcast.rest;

import io.micrometer.core.instrument.FunctionCounter;
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
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.roomcast.auth.KeyRing;
import org.roomcast.auth.TokenKeys;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.registry.Stats;

/** The server's figures for Prometheus. Safe in every thread. */
@ApplicationScoped
public class Metrics {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final SessionRegistry registry;
    private final KeyRing keys;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Metrics() {
        this.registry = null;
        this.keys = null;
    }

    @Inject
    public Metrics(SessionRegistry registry, KeyRing keys, TokenKeys tokens) {
        this.registry = registry;
        this.keys = keys;
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
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        garbageCollection.bindTo(meters);
    }

    String scrape() {
        keys.uses().keySet().forEach(this::meterOf);
        return meters.scrape();
    }

    @PreDestroy
    void close() {
        garbageCollection.close();
        meters.close();
    }

    /** The name is the configuration's, so that there are no more meters than keys. Known ones stay as they are. */
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
