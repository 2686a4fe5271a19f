package org.roomcast.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.roomcast.jdbc.Numbering.Fresh;
import org.roomcast.jdbc.Numbering.Growth;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/** The SQL that writes history; what a transaction is, its caller decides. Stateless. */
final class LogTables {

    private static final String ROOMS =
            "SELECT id, name, epoch, top_offset FROM roomcast_room WHERE name = ANY(:names) ORDER BY id";
    private static final String NEW_ROOM =
            "INSERT INTO roomcast_room (name, epoch, top_offset, oldest_offset, oldest_time)"
                    + " SELECT :name, epoch, 0, 1, 0 FROM roomcast_store WHERE id = 1";
    /** The assignments see the row as it was. */
    private static final String RAISE = "UPDATE roomcast_room SET top_offset = :top,"
            + " oldest_time = CASE WHEN oldest_offset > top_offset THEN :time ELSE oldest_time END"
            + " WHERE id = :id AND top_offset = :was";

    private static final String NEW_EVENT =
            "INSERT INTO roomcast_event (id, room_id, event_offset, event_time, event_name, data, data_size,"
                    + " sender_id, sender_name, sender_connection) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String KEYS =
            "SELECT id, event_offset FROM roomcast_key WHERE id = ANY(:ids) AND expires > :now";
    private static final String NEW_KEY = "INSERT INTO roomcast_key (id, event_offset, expires) VALUES (?, ?, ?)";
    private static final String MARK = "UPDATE roomcast_writer SET batch = :batch, seen = :now WHERE id = :id";
    private static final String TOUCH = "UPDATE roomcast_writer SET seen = :now WHERE id = :id";
    private static final String NEW_WRITER = "INSERT INTO roomcast_writer (id, batch, seen) VALUES (:id, :batch, :now)";

    private LogTables() {}

    /** @param lock whether nobody else may write to the rooms until the transaction ends */
    static Map<RoomName, RoomRow> rooms(Handle handle, Collection<RoomName> names, boolean lock) {
        return handle.createQuery(lock ? ROOMS + " FOR UPDATE" : ROOMS)
                .bindArray(
                        "names",
                        String.class,
                        names.stream().map(RoomName::value).toList())
                .map((row, context) -> Map.entry(
                        RoomName.of(row.getString("name")),
                        new RoomRow(row.getLong("id"), row.getString("epoch"), row.getLong("top_offset"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void create(Handle handle, Collection<RoomName> rooms) {
        PreparedBatch batch = handle.prepareBatch(NEW_ROOM);
        rooms.stream().sorted().forEach(room -> batch.bind("name", room.value()).add());
        batch.execute();
    }

    /** In the order of the rooms' ids, so that two writers never wait for each other. */
    static void raise(Handle handle, Collection<Growth> growth) {
        PreparedBatch batch = handle.prepareBatch(RAISE);
        growth.stream()
                .sorted(Comparator.comparingLong(room -> room.from().id()))
                .forEach(room -> batch.bind("top", room.top())
                        .bind("time", room.time())
                        .bind("id", room.from().id())
                        .bind("was", room.from().top())
                        .add());
        for (int changed : batch.execute()) {
            if (changed != 1) {
                throw new StaleRoomsException();
            }
        }
    }

    static void insert(Handle handle, List<Fresh> events) {
        PreparedBatch batch = handle.prepareBatch(NEW_EVENT);
        for (Fresh event : events) {
            Publication publication = event.append().publication();
            Sender from = publication.from();
            batch.bind(0, EventId.of(event.room().id(), event.offset()))
                    .bind(1, event.room().id())
                    .bind(2, event.offset())
                    .bind(3, publication.time().toEpochMilli())
                    .bind(4, publication.event())
                    .bind(5, publication.data().json())
                    .bind(6, event.append().size())
                    .bind(7, from == null ? null : from.id())
                    .bind(8, from == null ? null : from.name())
                    .bind(9, connectionOf(from))
                    .add();
        }
        batch.execute();
    }

    private static @Nullable String connectionOf(@Nullable Sender from) {
        return from == null || from.connectionId() == null
                ? null
                : from.connectionId().value();
    }

    /** Where the events with the keys are, of those that are known and not too old. */
    static Map<KeyHash, Long> offsets(Handle handle, Set<KeyHash> keys, long now) {
        List<UUID> ids = new ArrayList<>();
        keys.forEach(key -> ids.addAll(key.idsBefore(now)));
        return handle.createQuery(KEYS)
                .bindArray("ids", UUID.class, ids)
                .bind("now", now)
                .map((row, context) ->
                        Map.entry(KeyHash.of(row.getObject("id", UUID.class)), row.getLong("event_offset")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::min));
    }

    static void remember(Handle handle, List<Fresh> events, long now) {
        PreparedBatch batch = handle.prepareBatch(NEW_KEY);
        for (Fresh event : events) {
            KeyHash key = event.append().key();
            if (key != null) {
                batch.bind(0, key.idAt(now))
                        .bind(1, event.offset())
                        .bind(2, now + KeyHash.LIFETIME.toMillis())
                        .add();
            }
        }
        batch.execute();
    }

    static void mark(Handle handle, UUID writer, long batch, long now) {
        int changed = handle.createUpdate(MARK)
                .bind("id", writer)
                .bind("batch", batch)
                .bind("now", now)
                .execute();
        if (changed == 0) {
            insertWriter(handle, writer, batch, now);
        }
    }

    /**
     * The newest batch of a writer that is in the database; none later than that can get there, since a transaction that is
     * still under way is waited for.
     */
    static long lastBatch(Handle handle, UUID writer, long now) {
        int changed =
                handle.createUpdate(TOUCH).bind("id", writer).bind("now", now).execute();
        if (changed == 0) {
            insertWriter(handle, writer, 0, now);
        }
        return handle.createQuery("SELECT batch FROM roomcast_writer WHERE id = :id")
                .bind("id", writer)
                .mapTo(Long.class)
                .one();
    }

    private static void insertWriter(Handle handle, UUID writer, long batch, long now) {
        handle.createUpdate(NEW_WRITER)
                .bind("id", writer)
                .bind("batch", batch)
                .bind("now", now)
                .execute();
    }
}
