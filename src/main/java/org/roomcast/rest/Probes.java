package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.TokenKeys;
import org.roomcast.codec.Json;
import org.roomcast.history.HistoryStore;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.SessionRegistry;

/** Health and metrics, outside the REST application: what load balancers and Prometheus ask. Safe in every thread. */
@ApplicationScoped
public class Probes {

    /** An answer for whichever HTTP server asks. */
    public record Answer(int status, String type, String body) {}

    /** Public, since JSON-B reads only public types. */
    public record Status(String status) {}

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final SessionRegistry registry;
    private final HistoryStore history;
    private final Metrics metrics;
    private final Callers callers;
    private final RestSettings settings;
    private final TokenKeys tokens;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Probes() {
        this.registry = null;
        this.history = null;
        this.metrics = null;
        this.callers = null;
        this.settings = null;
        this.tokens = null;
    }

    @Inject
    public Probes(
            SessionRegistry registry,
            HistoryStore history,
            Metrics metrics,
            Callers callers,
            RestSettings settings,
            TokenKeys tokens) {
        this.registry = registry;
        this.history = history;
        this.metrics = metrics;
        this.callers = callers;
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics}; 404 for any other path.
     *
     * @param login whom the server's own login let in; null for nobody
     */
    public Answer answer(
            String path, @Nullable String authorization, @Nullable String apiKey, @Nullable Identity login) {
        return switch (path) {
            case "/health/live" -> json(OK, "live");
            case "/health/ready" -> ready();
            case "/metrics" -> metrics(authorization, apiKey, login);
            default -> problem(Problem.of(NOT_FOUND, "There is no such resource"));
        };
    }

    /** Without any key every token would be turned away. */
    private Answer ready() {
        if (registry.isStopping()) {
            return json(UNAVAILABLE, "stopping");
        }
        if (tokens.count() == 0) {
            return json(UNAVAILABLE, "waiting for keys");
        }
        return history.isAvailable() ? json(OK, "ready") : json(UNAVAILABLE, "store unavailable");
    }

    private Answer metrics(@Nullable String authorization, @Nullable String apiKey, @Nullable Identity login) {
        try {
            if (!settings.metricsPublic()) {
                Caller caller = callers.identify(authorization, apiKey, login);
                caller.require(apiKey == null ? Identity.ADMIN : Identity.PUBLISHER);
            }
            return new Answer(OK, Metrics.MEDIA_TYPE, metrics.scrape());
        } catch (ProtocolException refused) {
            return problem(Problem.of(refused));
        }
    }

    private static Answer json(int status, String word) {
        return new Answer(status, MediaType.APPLICATION_JSON, Json.write(new Status(word)));
    }

    private static Answer problem(Problem problem) {
        return new Answer(problem.status(), Problem.MEDIA_TYPE, Json.write(problem));
    }
}
