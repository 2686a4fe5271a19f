package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.roomcast.history.Stored;
import org.roomcast.model.RoomName;
import org.roomcast.model.SafeLog;

/**
 * Stores batches of events, each in one transaction. Used by one thread, which it blocks.
 *
 * <p>Others may write to the same database: where a log ends is remembered from batch to batch, and checked by the
 * statement that moves it on. Each batch leaves its number in the row of its writer, so that after a failed commit
 * {@link #lastStored} tells whether it took effect.
 */
final class LogWriter {

    private static final Logger LOG = SafeLog.of(LogWriter.class);
    /** With the rooms locked it can happen only when a room is made by two at once. */
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final Clock clock;
    private final UUID id = UUID.randomUUID();
    private final RoomCache cache = new RoomCache();

    LogWriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Stores a batch under a number that was not used before.
     *
     * @return where the events are, in their order
     * @throws InDoubtException when only {@link #lastStored} can tell
     * @throws RuntimeException when nothing was stored
     */
    List<Stored> store(List<Append> batch, long number) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transact(batch, number, attempt > 1);
            } catch (InDoubtException inDoubt) {
                throw inDoubt;
            } catch (RuntimeException failed) {
                cache.clear();
                if (attempt == ATTEMPTS || !Faults.isConflict(failed)) {
                    throw failed;
                }
            }
        }
    }

    /** The number of the newest batch that is in the database; those before it that are in doubt never get there. */
    long lastStored() {
        cache.clear();
        return database.jdbi().withHandle(handle -> {
            long last = handle.inTransaction(inside -> LogTables.lastBatch(inside, id, clock.millis()));
            database.flush(handle);
            return last;
        });
    }

    private List<Stored> transact(List<Append> batch, long number, boolean lock) {
        boolean isCommitting = false;
        Numbering numbering = null;
        Handle handle = database.jdbi().open();
        try {
            handle.begin();
            long now = clock.millis();
            numbering = number(handle, batch, now, lock);
            write(handle, numbering, now);
            LogTables.mark(handle, id, number, now);
            isCommitting = true;
            handle.commit();
            database.flush(handle);
        } catch (RuntimeException failed) {
            rollBack(handle);
            throw isCommitting && numbering != null
                    ? new InDoubtException(number, numbering.outcomes(), failed)
                    : failed;
        } finally {
            close(handle);
        }
        numbering.growth().forEach((room, grown) -> cache.put(room, grown.from().withTop(grown.top())));
        return numbering.outcomes();
    }

    private Numbering number(Handle handle, List<Append> batch, long now, boolean lock) {
        Set<RoomName> names = new HashSet<>();
        Set<KeyHash> keys = new HashSet<>();
        for (Append append : batch) {
            names.add(append.room());
            if (append.key() != null) {
                keys.add(append.key());
            }
        }
        Map<RoomName, RoomRow> rooms = rooms(handle, names, lock);
        Numbering numbering = new Numbering(rooms, keys.isEmpty() ? Map.of() : LogTables.offsets(handle, keys, now));
        batch.forEach(numbering::add);
        return numbering;
    }

    /** Creates before it locks: who waits for a room that another creates must hold none that the other raises next. */
    private Map<RoomName, RoomRow> rooms(Handle handle, Set<RoomName> names, boolean lock) {
        Map<RoomName, RoomRow> rooms = new HashMap<>();
        for (RoomName name : names) {
            RoomRow known = cache.find(name);
            if (known != null) {
                rooms.put(name, known);
            }
        }
        if (rooms.size() < names.size()) {
            rooms.putAll(LogTables.rooms(handle, without(names, rooms), false));
        }
        if (rooms.size() < names.size()) {
            Set<RoomName> missing = without(names, rooms);
            LogTables.create(handle, missing);
            rooms.putAll(LogTables.rooms(handle, missing, false));
        }
        if (lock) {
            rooms.putAll(LogTables.rooms(handle, names, true));
        }
        return rooms;
    }

    private static Set<RoomName> without(Set<RoomName> names, Map<RoomName, RoomRow> found) {
        Set<RoomName> rest = new HashSet<>(names);
        rest.removeAll(found.keySet());
        return rest;
    }

    private static void write(Handle handle, Numbering numbering, long now) {
        if (numbering.fresh().isEmpty()) {
            return;
        }
        LogTables.raise(handle, numbering.growth().values());
        LogTables.insert(handle, numbering.fresh());
        LogTables.remember(handle, numbering.fresh(), now);
    }

    private static void rollBack(Handle handle) {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (RuntimeException connectionIsLost) {
            LOG.log(Level.DEBUG, "No rollback was possible", connectionIsLost);
        }
    }

    private static void close(Handle handle) {
        try {
            handle.close();
        } catch (RuntimeException connectionIsLost) {
            LOG.log(Level.DEBUG, "A connection could not be closed properly", connectionIsLost);
        }
    }
}
