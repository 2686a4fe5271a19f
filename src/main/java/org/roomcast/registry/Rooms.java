package org.roomcast.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.limits.Limit;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Member;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;

/**
 * All rooms that have members, or users who may still come back. A connection enters and leaves under the lock of the
 * room, which notes when it has been dropped from the map: checking a room for emptiness and dropping it must not run
 * beside a join. Safe in every thread.
 */
final class Rooms {

    private record Due(Departure departure, long atNanos) {}

    private final ConcurrentHashMap<RoomName, Room> rooms = new ConcurrentHashMap<>();
    /** In the order of their deadlines, since the grace period is the same for all. Guarded by itself. */
    private final Queue<Due> departures = new ArrayDeque<>();

    private final RoomPolicies policies;
    private final Duration grace;
    private final boolean showsEmail;
    private final int maxRoomsPerConnection;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CatchUps catchUps;

    private final Stats stats;

    Rooms(RegistryParts parts, RoomLogs logs, Stats stats) {
        this.stats = stats;
        RegistrySettings settings = parts.settings();
        this.policies = settings.policies();
        this.grace = settings.presenceGrace();
        this.showsEmail = settings.presenceEmail();
        this.maxRoomsPerConnection = settings.connections().roomsPerConnection();
        this.clock = parts.clock();
        this.nanoTime = parts.nanoTime();
        this.catchUps = new CatchUps(logs, nanoTime, parts.threads().drainers());
    }

    @Nullable Room find(RoomName name) {
        return rooms.get(name);
    }

    /** The first users of a room; empty when there is no such room. */
    List<Member> members(RoomName name, int limit) {
        Room room = rooms.get(name);
        return room == null ? List.of() : room.members(limit, showsEmail);
    }

    /** All rooms, by name. */
    List<RoomInfo> infos() {
        return rooms.values().stream()
                .map(Room::info)
                .sorted((a, b) -> a.room().compareTo(b.room()))
                .toList();
    }

    /** Of every room; takes no lock. */
    List<RoomTraffic> traffic() {
        return rooms.values().stream().map(Room::traffic).toList();
    }

    int count() {
        return rooms.size();
    }

    /** Enters a room; the stage fails, or the room is left again, when that does not succeed. */
    CompletionStage<JoinResult> join(Connection connection, JoinRequest request, @Nullable JoinAnswer answer) {
        RoomName name = request.room();
        try {
            if (!policies.of(name).history().isKept()) {
                return CompletableFuture.completedFuture(
                        enter(connection, name, room -> room.add(connection, clock.instant(), request, answer)));
            }
            CatchUp catchUp = enter(connection, name, room -> {
                Runnable leave = () -> leave(connection, name, null);
                CatchUp fresh = new CatchUp(connection, room, request, answer, catchUps, leave);
                room.add(connection, clock.instant(), fresh, request.since() != null);
                return fresh;
            });
            catchUp.proceed();
            return catchUp.done();
        } catch (ProtocolException refused) {
            if (refused.code() == ErrorCode.ROOM_FULL) {
                stats.refused(Limit.ROOM_MEMBERS);
            } else if (refused.code() == ErrorCode.TOO_MANY_ROOMS) {
                stats.refused(Limit.ROOMS_PER_CONNECTION);
            }
            change(name, room -> {});
            return CompletableFuture.failedFuture(refused);
        } catch (RuntimeException broken) {
            change(name, room -> {});
            throw broken;
        }
    }

    private <T> T enter(Connection connection, RoomName name, Function<Room, T> entering) {
        while (true) {
            // in the map before anyone hears of the join: whoever has the answer can publish to the newcomer
            Room room = rooms.computeIfAbsent(name, key -> new Room(key, policies.of(key)));
            synchronized (room) {
                if (!room.isDropped()) {
                    return enter(connection, room, entering);
                }
            }
        }
    }

    private <T> T enter(Connection connection, Room room, Function<Room, T> entering) {
        boolean entered = connection.enter(room.name(), maxRoomsPerConnection);
        try {
            return entering.apply(room);
        } catch (RuntimeException refused) {
            if (entered) {
                connection.exit(room.name());
            }
            throw refused;
        }
    }

    /**
     * @param answer called under the room's lock when the connection has left; null for none
     * @return whether the connection was in the room
     */
    boolean leave(Connection connection, RoomName name, @Nullable Runnable answer) {
        AtomicBoolean left = new AtomicBoolean();
        AtomicReference<@Nullable CatchUp> unfinished = new AtomicReference<>();
        change(name, room -> {
            if (!connection.exit(name)) {
                return;
            }
            left.set(true);
            unfinished.set(room.catchUpOf(connection));
            Departure departure = room.remove(connection);
            if (departure != null) {
                note(departure);
            }
            if (answer != null) {
                answer.run();
            }
        });
        CatchUp pending = unfinished.get();
        if (pending != null) {
            pending.proceed();
        }
        return left.get();
    }

    void rename(Connection connection, RoomName name) {
        change(name, room -> room.rename(connection, clock.instant()));
    }

    /** Drops the users whose grace period has ended. */
    void expireDepartures() {
        for (Departure departure : due()) {
            change(departure.room(), room -> room.expire(departure));
        }
    }

    /** Whether nothing is left: no room and nobody who may come back. */
    boolean isEmpty() {
        synchronized (departures) {
            return rooms.isEmpty() && departures.isEmpty();
        }
    }

    /** Does something to a room, under its lock, and drops it when it is then empty. */
    private void change(RoomName name, Consumer<Room> action) {
        rooms.computeIfPresent(name, (key, room) -> {
            synchronized (room) {
                action.accept(room);
                return room.dropIfEmpty() ? null : room;
            }
        });
    }

    private void note(Departure departure) {
        synchronized (departures) {
            departures.add(new Due(departure, nanoTime.getAsLong() + grace.toNanos()));
        }
    }

    private List<Departure> due() {
        List<Departure> due = new ArrayList<>();
        synchronized (departures) {
            for (Due next = departures.peek();
                    next != null && nanoTime.getAsLong() - next.atNanos() >= 0;
                    next = departures.peek()) {
                departures.remove();
                due.add(next.departure());
            }
        }
        return due;
    }
}
