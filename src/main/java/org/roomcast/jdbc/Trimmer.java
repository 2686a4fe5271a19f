package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicies.Rule;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.SafeLog;

/**
 * Deletes what the rooms' policies no longer keep, keys that are too old and the marks of writers that are long gone; in
 * many small transactions, so that nobody waits for long. Used by one thread at a time, which it blocks.
 */
final class Trimmer {

    private static final Logger LOG = SafeLog.of(Trimmer.class);
    /** Some milliseconds of work. */
    private static final int CHUNK = 1_000;

    private static final Duration WRITER_LIFETIME = Duration.ofDays(1);

    private static final String DUE = "SELECT id, name, top_offset, oldest_offset, oldest_time FROM roomcast_room"
            + " WHERE id > :after AND oldest_offset <= top_offset"
            + " AND (top_offset - oldest_offset >= :size OR oldest_time < :time) ORDER BY id LIMIT :limit";
    private static final String FIRST_YOUNG = "SELECT event_offset FROM roomcast_event"
            + " WHERE id BETWEEN :first AND :last AND event_time >= :time ORDER BY id LIMIT 1";
    private static final String DELETE = "DELETE FROM roomcast_event WHERE id BETWEEN :first AND :last";
    private static final String RAISE = "UPDATE roomcast_room SET oldest_offset = :oldest, oldest_time = COALESCE("
            + "(SELECT event_time FROM roomcast_event WHERE id = :event), :now)"
            + " WHERE id = :room AND oldest_offset = :was";
    private static final String KEYS = "DELETE FROM roomcast_key WHERE id IN"
            + " (SELECT id FROM roomcast_key WHERE id < :alive ORDER BY id LIMIT :limit)";

    /** A room that has, or may have, events too many or too old. */
    private record Due(long id, RoomName name, long top, long oldest, long oldestTime) {}

    private final Jdbi jdbi;
    private final RoomPolicies policies;
    private final Clock clock;
    private final Counters counters;
    private final BooleanSupplier isClosing;
    private final int smallestSize;
    private final Duration smallestAge;

    /** @param isClosing whether to stop after the transaction that is under way */
    Trimmer(Jdbi jdbi, RoomPolicies policies, Clock clock, Counters counters, BooleanSupplier isClosing) {
        this.jdbi = jdbi;
        this.policies = policies;
        this.clock = clock;
        this.counters = counters;
        this.isClosing = isClosing;
        this.smallestSize = retentions(policies).mapToInt(Retention::size).min().orElse(0);
        this.smallestAge = retentions(policies)
                .map(Retention::age)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    void run() {
        long after = 0;
        for (List<Due> page = due(after); !page.isEmpty(); page = due(after)) {
            for (Due room : page) {
                trim(room);
            }
            after = page.get(page.size() - 1).id();
        }
        deleteKeys();
        long old = clock.millis() - WRITER_LIFETIME.toMillis();
        jdbi.useHandle(handle -> handle.execute("DELETE FROM roomcast_writer WHERE seen < ?", old));
    }

    private static Stream<Retention> retentions(RoomPolicies policies) {
        return Stream.concat(policies.rules().stream().map(Rule::policy), Stream.of(RoomPolicy.DEFAULT))
                .map(RoomPolicy::history);
    }

    private List<Due> due(long after) {
        if (isClosing.getAsBoolean()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(DUE)
                .bind("after", after)
                .bind("size", smallestSize)
                .bind("time", clock.millis() - smallestAge.toMillis())
                .bind("limit", CHUNK)
                .map((row, context) -> new Due(
                        row.getLong("id"),
                        RoomName.of(row.getString("name")),
                        row.getLong("top_offset"),
                        row.getLong("oldest_offset"),
                        row.getLong("oldest_time")))
                .list());
    }

    private void trim(Due room) {
        Retention retention = policies.of(room.name()).history();
        long youngest = clock.millis() - retention.age().toMillis();
        long keep = room.top() - retention.size() + 1;
        if (room.oldest() >= keep && room.oldestTime() >= youngest) {
            return;
        }
        try {
            long first;
            long next = room.oldest();
            do {
                first = next;
                long from = first;
                next = jdbi.inTransaction(handle -> trim(handle, room, from, keep, youngest));
                counters.trimmed(next - first);
            } while (next == first + CHUNK && !isClosing.getAsBoolean());
        } catch (StaleRoomsException anotherNodeTrimsToo) {
            LOG.log(Level.DEBUG, "A room was trimmed by somebody else", anotherNodeTrimsToo);
        }
    }

    /** @return the oldest offset that is kept then */
    private long trim(Handle handle, Due room, long first, long keep, long youngest) {
        long last = Math.min(first + CHUNK - 1, room.top());
        long oldest = last < keep
                ? last + 1
                : handle.createQuery(FIRST_YOUNG)
                        .bind("first", EventId.of(room.id(), Math.max(first, keep)))
                        .bind("last", EventId.of(room.id(), last))
                        .bind("time", youngest)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(last + 1);
        if (oldest > first) {
            handle.createUpdate(DELETE)
                    .bind("first", EventId.of(room.id(), first))
                    .bind("last", EventId.of(room.id(), oldest - 1))
                    .execute();
        }
        int changed = handle.createUpdate(RAISE)
                .bind("oldest", oldest)
                .bind("event", EventId.of(room.id(), oldest))
                .bind("room", room.id())
                .bind("now", clock.millis())
                .bind("was", first)
                .execute();
        if (changed != 1) {
            throw new StaleRoomsException();
        }
        return oldest;
    }

    private void deleteKeys() {
        UUID alive = KeyHash.firstAliveAt(clock.millis());
        int deleted;
        do {
            deleted = jdbi.withHandle(handle -> handle.createUpdate(KEYS)
                    .bind("alive", alive)
                    .bind("limit", CHUNK)
                    .execute());
        } while (deleted == CHUNK && !isClosing.getAsBoolean());
    }
}
