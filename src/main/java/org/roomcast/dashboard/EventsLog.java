package org.roomcast.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Disconnect;
import org.roomcast.registry.LifecycleEvent.ConnectionClosed;
import org.roomcast.registry.LifecycleEvent.ConnectionOpened;
import org.roomcast.registry.LifecycleEvent.ConnectionRefused;
import org.roomcast.registry.LifecycleEvent.Failure;

/**
 * The latest connections, ends, refusals and faults, and how many connections have ended by which code since the start.
 * Bounded: {@link #CAPACITY} lines, and a count for each code that the protocol knows. Safe in every thread.
 */
@ApplicationScoped
public class EventsLog {

    /** More than a person reads before the next ones come; some 8 KB in a frame. */
    static final int CAPACITY = 50;
    /** Under this code are counted those that a client made up. */
    static final int OTHER = 0;

    /** What peers and engines close with by themselves, RFC 6455 section 7.4.1. */
    private static final int FIRST_STANDARD = 1000;

    private static final int LAST_STANDARD = 1015;
    private static final Set<Integer> OWN =
            Arrays.stream(Disconnect.values()).map(Disconnect::code).collect(Collectors.toUnmodifiableSet());

    /**
     * Connections that have ended by one code, or were refused with it.
     *
     * @param code the close code; 0 for all that the protocol does not know
     * @param count since the start
     */
    public record Ends(int code, long count) {}

    private final Clock clock;
    /** Newest first. */
    private final Deque<Happening> latest = new ArrayDeque<>();

    private final Map<Integer, Long> ends = new TreeMap<>();
    private long refused;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected EventsLog() {
        this.clock = null;
    }

    @Inject
    public EventsLog(Clock clock) {
        this.clock = clock;
    }

    void opened(@Observes ConnectionOpened event) {
        add(Happening.of(clock.instant(), "connected", event.connection(), null, null), null);
    }

    void closed(@Observes ConnectionClosed event) {
        String reason = event.reason().isEmpty() ? null : event.reason();
        add(Happening.of(clock.instant(), "disconnected", event.connection(), event.code(), reason), event.code());
    }

    void refused(@Observes ConnectionRefused event) {
        Happening happening = new Happening(
                clock.instant(),
                "refused",
                null,
                null,
                event.endpoint(),
                event.address(),
                event.code(),
                event.reason());
        synchronized (latest) {
            refused++;
        }
        add(happening, event.code());
    }

    void failed(@Observes Failure event) {
        add(Happening.of(clock.instant(), "failed", event.connection(), null, "incident " + event.incident()), null);
    }

    /** Newest first. */
    List<Happening> latest() {
        synchronized (latest) {
            return new ArrayList<>(latest);
        }
    }

    /** By code. */
    List<Ends> ends() {
        synchronized (latest) {
            return ends.entrySet().stream()
                    .map(entry -> new Ends(entry.getKey(), entry.getValue()))
                    .collect(Collectors.collectingAndThen(Collectors.toList(), Collections::unmodifiableList));
        }
    }

    long refusedConnections() {
        synchronized (latest) {
            return refused;
        }
    }

    private void add(Happening happening, @Nullable Integer code) {
        synchronized (latest) {
            latest.addFirst(happening);
            if (latest.size() > CAPACITY) {
                latest.removeLast();
            }
            if (code != null) {
                ends.merge(known(code), 1L, Long::sum);
            }
        }
    }

    private static int known(int code) {
        boolean isStandard = code >= FIRST_STANDARD && code <= LAST_STANDARD;
        return isStandard || OWN.contains(code) ? code : OTHER;
    }
}
