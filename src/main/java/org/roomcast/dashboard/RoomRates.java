package org.roomcast.dashboard;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.roomcast.model.RoomName;
import org.roomcast.registry.RoomInfo;
import org.roomcast.registry.RoomTraffic;
import org.roomcast.registry.SessionRegistry;

/**
 * Which rooms had most to do, measured from tick to tick: one pass over the rooms, without their locks, and a closer
 * look at the few that are told. Remembers two numbers for each room that has members. Safe in every thread.
 */
final class RoomRates {

    /** What fits on a page. */
    static final int MOST = 10;

    private static final double NANOS_PER_SECOND = 1e9;

    private final SessionRegistry registry;
    private final LongSupplier nanoTime;

    private Map<RoomName, RoomTraffic> then = Map.of();
    private long tickedAt;
    private List<BusyRoom> busiest = List.of();

    RoomRates(SessionRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.tickedAt = nanoTime.getAsLong();
    }

    /** Closes an interval and begins the next. */
    synchronized void tick() {
        long nanos = nanoTime.getAsLong();
        double seconds = (nanos - tickedAt) / NANOS_PER_SECOND;
        if (seconds <= 0) {
            return;
        }
        Map<RoomName, RoomTraffic> now = new HashMap<>();
        for (RoomTraffic traffic : registry.traffic()) {
            if (!traffic.room().isSystem()) {
                now.put(traffic.room(), traffic);
            }
        }
        busiest = now.values().stream()
                .map(this::since)
                .filter(traffic -> traffic.events() > 0)
                .sorted(Comparator.comparingLong(RoomTraffic::deliveries)
                        .thenComparingLong(RoomTraffic::events)
                        .reversed()
                        .thenComparing(RoomTraffic::room))
                .limit(MOST)
                .map(traffic -> room(traffic, seconds))
                .toList();
        then = now;
        tickedAt = nanos;
    }

    /** Of the last interval, the busiest first. */
    synchronized List<BusyRoom> busiest() {
        return busiest;
    }

    private RoomTraffic since(RoomTraffic now) {
        RoomTraffic before = then.get(now.room());
        // a room that was given up and made anew meanwhile counts from zero
        return before == null || before.events() > now.events()
                ? now
                : new RoomTraffic(now.room(), now.events() - before.events(), now.deliveries() - before.deliveries());
    }

    private BusyRoom room(RoomTraffic traffic, double seconds) {
        RoomInfo info = registry.room(traffic.room()).orElse(new RoomInfo(traffic.room(), 0, 0));
        return new BusyRoom(
                traffic.room(),
                info.connections(),
                info.users(),
                Rates.round(traffic.events() / seconds),
                Rates.round(traffic.deliveries() / seconds));
    }
}
