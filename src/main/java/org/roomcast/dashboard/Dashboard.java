package org.roomcast.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.registry.Stats;

/**
 * Measures the running server and tells the room {@code system.dashboard} (PROTOCOL.md section 8). Safe in every thread.
 */
@ApplicationScoped
public class Dashboard {

    public static final RoomName ROOM = RoomName.of("system.dashboard");
    /** How often the room is told. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);
    /** The most widgets: a page with more is not read, and each is kept for ever. */
    public static final int MAX_WIDGETS = 100;

    private static final double FULL = 0.9;

    private final SessionRegistry registry;
    private final Clock clock;
    private final Rates rates;
    private final RoomRates roomRates;
    private final EventsLog log;
    private final DashboardSettings settings;
    private final Instant started;
    private final Map<String, Widget> widgets = new LinkedHashMap<>();

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Dashboard() {
        this.registry = null;
        this.clock = null;
        this.rates = null;
        this.roomRates = null;
        this.log = null;
        this.settings = null;
        this.started = null;
    }

    @Inject
    public Dashboard(SessionRegistry registry, Clock clock, EventsLog log, DashboardSettings settings) {
        this.registry = registry;
        this.clock = clock;
        this.rates = new Rates(registry.stats(), System::nanoTime);
        this.roomRates = new RoomRates(registry, System::nanoTime);
        this.log = log;
        this.settings = settings;
        this.started = clock.instant();
    }

    /** The figures of this moment, as everyone who may look at the dashboard sees them. */
    public Figures figures() {
        return settings.isPublic() ? allFigures().withoutPersons() : allFigures();
    }

    /** The figures of this moment, for administrators. */
    public Figures allFigures() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        Census census = Census.of(registry.connections());
        Stats stats = registry.stats();
        return new Figures(
                census.users(),
                census.connections(),
                registry.roomCount(),
                stats.publishedToday(),
                rates.messagesPerSecond(),
                rates.deliveriesPerSecond(),
                status(heap),
                heap.getUsed(),
                heap.getMax(),
                ProcessorLoad.now(),
                Duration.between(started, clock.instant()).toSeconds(),
                1,
                clock.instant(),
                widgets(),
                List.of(new NodeFigures(settings.node(), census.connections(), census.users())),
                roomRates.busiest(),
                census.slowest(),
                log.latest(),
                log.ends(),
                stats.connectionsOpened(),
                log.refusedConnections(),
                stats.slowReadersCut(),
                stats.failures());
    }

    /** Closes a measuring interval and tells everyone who looks; to be called every {@link #INTERVAL}. */
    public void tick() {
        rates.tick();
        roomRates.tick();
        tell();
    }

    /**
     * Sets a widget and tells everyone who looks.
     *
     * @throws ProtocolException {@code too_large} when there are {@link #MAX_WIDGETS} others
     */
    public void put(Widget widget) {
        synchronized (widgets) {
            if (!widgets.containsKey(widget.id()) && widgets.size() >= MAX_WIDGETS) {
                throw new ProtocolException(
                        ErrorCode.TOO_LARGE, "There are " + MAX_WIDGETS + " widgets; remove one first");
            }
            widgets.put(widget.id(), widget);
        }
        tell();
    }

    /** Removes a widget. @return whether there was one */
    public boolean remove(String id) {
        synchronized (widgets) {
            if (widgets.remove(id) == null) {
                return false;
            }
        }
        tell();
        return true;
    }

    private List<Widget> widgets() {
        synchronized (widgets) {
            return new ArrayList<>(widgets.values());
        }
    }

    private void tell() {
        if (registry.room(ROOM).isPresent()) {
            registry.publish(ROOM, "dashboard_update", figures());
        }
    }

    private String status(MemoryUsage heap) {
        if (registry.isStopping()) {
            return "down";
        }
        boolean heapIsFull = heap.getMax() > 0 && heap.getUsed() > FULL * heap.getMax();
        return heapIsFull || rates.hasFailedLately() ? "degraded" : "healthy";
    }
}
