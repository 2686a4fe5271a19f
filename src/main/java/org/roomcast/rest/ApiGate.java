package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.OriginPolicy;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Peer;
import org.roomcast.limits.Throttles;
import org.roomcast.limits.TrustedProxies;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.SessionRegistry;

/**
 * Stands before everything under {@code /api}: how many requests an address and a caller may make, and whose pages may
 * read the answers. A servlet filter and its embedded counterpart ask it. Safe in every thread.
 */
@ApplicationScoped
public class ApiGate {

    private static final int NO_CONTENT = 204;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

    private final SessionRegistry registry;
    private final Throttles throttles;
    private final TrustedProxies proxies;
    private final RestSettings settings;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected ApiGate() {
        this.registry = null;
        this.throttles = null;
        this.proxies = null;
        this.settings = null;
    }

    @Inject
    public ApiGate(SessionRegistry registry, Throttles throttles, TrustedProxies proxies, RestSettings settings) {
        this.registry = registry;
        this.throttles = throttles;
        this.proxies = proxies;
        this.settings = settings;
    }

    /**
     * What becomes of a request.
     *
     * @param headers for its answer, whoever gives it
     * @param answer given already; null when the resources shall answer
     */
    public record Verdict(
            Map<String, String> headers, @Nullable Answer answer) {}

    /**
     * An answer.
     *
     * @param body null for none
     */
    public record Answer(int status, @Nullable String body) {

        /** The media type of a body. */
        public String type() {
            return Problem.MEDIA_TYPE;
        }
    }

    /**
     * Judges a request.
     *
     * @param address the address of the TCP connection
     * @param headers the lines of a header by its name, none when it is missing
     */
    public Verdict judge(String method, @Nullable String address, Function<String, List<String>> headers) {
        Map<String, String> answers = new LinkedHashMap<>();
        Duration wait =
                throttles.requestsPerAddress().of(group(address, headers)).tryTake();
        if (!wait.isZero()) {
            registry.stats().requestRefused();
            registry.stats().refused(Limit.REQUESTS_PER_ADDRESS);
            answers.put("Retry-After", String.valueOf(Problem.seconds(wait)));
            return new Verdict(answers, answer(Problem.of(tooMany("from this address", wait))));
        }
        if (method.equals("TRACE") || method.equals("CONNECT")) {
            answers.put("Allow", METHODS);
            return new Verdict(
                    answers, answer(Problem.of(METHOD_NOT_ALLOWED, ProblemMapper.detail(METHOD_NOT_ALLOWED))));
        }
        boolean isPreflight = admitOrigin(method, headers, answers);
        return new Verdict(answers, isPreflight ? new Answer(NO_CONTENT, null) : null);
    }

    /** For a request whose body is one of too many that are on their way, slowly as it seems. */
    public Answer tooManyBodies() {
        registry.stats().requestRefused();
        registry.stats().refused(Limit.REQUESTS_PER_ADDRESS);
        return answer(Problem.of(tooMany("are on their way with a body, slowly", Duration.ofSeconds(1))));
    }

    /** Who asks, behind proxies that are trusted. */
    public @Nullable String client(@Nullable String address, Function<String, List<String>> headers) {
        return Peer.of(address, headers, proxies).address();
    }

    /** Under which a client's requests are counted. */
    public @Nullable String group(@Nullable String address, Function<String, List<String>> headers) {
        return Peer.of(address, headers, proxies).group();
    }

    /** Counts a request of a caller who has shown a token or key. @throws ProtocolException when there are too many */
    void charge(Caller caller) {
        Duration wait = caller.isKnown()
                ? throttles.requestsPerUser().of(caller.asKeyOwner()).tryTake()
                : Duration.ZERO;
        if (!wait.isZero()) {
            registry.stats().refused(Limit.REQUESTS_PER_USER);
            throw tooMany("of this caller", wait);
        }
    }

    /** CORS (the Fetch standard, section 3.2), for listed origins alone and without cookies. @return for a preflight */
    private boolean admitOrigin(String method, Function<String, List<String>> headers, Map<String, String> answers) {
        OriginPolicy cors = settings.cors();
        if (cors == null) {
            return false;
        }
        answers.put("Vary", "Origin");
        List<String> origins = headers.apply("Origin");
        if (origins.size() != 1 || !cors.lists(origins.get(0))) {
            return false;
        }
        answers.put("Access-Control-Allow-Origin", origins.get(0));
        answers.put("Access-Control-Expose-Headers", "Allow, Idempotency-Replayed, Retry-After");
        boolean isPreflight = method.equals("OPTIONS")
                && !headers.apply("Access-Control-Request-Method").isEmpty();
        if (isPreflight) {
            answers.put("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
            answers.put(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-API-Key");
            answers.put("Access-Control-Max-Age", "600");
        }
        return isPreflight;
    }

    private static ProtocolException tooMany(String whose, Duration wait) {
        return new ProtocolException(ErrorCode.RATE_LIMITED, "Too many requests " + whose, wait);
    }

    private static Answer answer(Problem problem) {
        return new Answer(problem.status(), problem.toJson());
    }
}
