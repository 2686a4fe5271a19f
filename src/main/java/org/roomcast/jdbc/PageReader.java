package org.roomcast.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryQuery.Direction;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * Reads pages of logs. Stateless; blocks.
 *
 * <p>A page is what the log was when its ends were read: events never change, so those between the ends can be read
 * afterwards, unless they were trimmed in between. Then the page is read anew.
 */
final class PageReader {

    /** One trim every some seconds cannot cross that often. */
    private static final int ATTEMPTS = 5;

    private static final String ENDS = "SELECT s.epoch AS store_epoch, r.id, r.epoch, r.top_offset, r.oldest_offset"
            + " FROM roomcast_store s LEFT JOIN roomcast_room r ON r.name = :room WHERE s.id = 1";
    /** Counted from where the page starts, so that the page ends with the event that fills it. */
    private static final String EVENTS = "SELECT event_offset, event_time, event_name, data, sender_id, sender_name,"
            + " sender_connection FROM (SELECT e.*, SUM(data_size) OVER (ORDER BY event_offset %s) - data_size AS size_before"
            + " FROM roomcast_event e WHERE id BETWEEN :first AND :last) part"
            + " WHERE size_before < :size ORDER BY event_offset";

    private static final String FORWARD = EVENTS.formatted("");
    private static final String BACKWARD = EVENTS.formatted("DESC");
    private static final String ROOMS = "SELECT name FROM roomcast_room WHERE name > :after"
            + " AND oldest_offset <= top_offset ORDER BY name LIMIT :limit";

    /** @param id null when the room is not in the database */
    private record Ends(@Nullable Long id, Position top, long oldest) {}

    /** The offsets of the wanted events; empty when the first is above the last. */
    private record Range(long first, long last) {
        static Range of(Ends ends, HistoryQuery query) {
            long limit = Math.max(0, Math.min(query.limit(), HistoryQuery.MAX_LIMIT));
            long top = ends.top().offset();
            if (query.direction() == Direction.AFTER) {
                long first = Math.max(Math.min(query.offset(), top) + 1, ends.oldest());
                return new Range(first, Math.min(top, first + limit - 1));
            }
            long last = Math.min(Math.max(query.offset(), 1) - 1, top);
            return new Range(Math.max(ends.oldest(), last - limit + 1), last);
        }

        boolean isEmpty() {
            return first > last;
        }

        /** Whether these events are the part of the range that a page in this direction begins with. */
        boolean isBegunBy(List<Publication> events, Direction direction) {
            if (events.isEmpty()) {
                return false;
            }
            long low = offsetOf(events.get(0));
            long high = offsetOf(events.get(events.size() - 1));
            boolean isAtItsEnd = direction == Direction.AFTER ? low == first : high == last;
            return isAtItsEnd && high - low + 1 == events.size();
        }

        private static long offsetOf(Publication event) {
            Position position = event.position();
            return position == null ? 0 : position.offset();
        }
    }

    private final Database database;

    PageReader(Database database) {
        this.database = database;
    }

    /** A page holds nothing that a killed process could take back: its offsets might stand for other events then. */
    HistoryPage page(RoomName room, HistoryQuery query) {
        return database.jdbi().withHandle(handle -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<HistoryPage> page = page(handle, room, query);
                if (page.isPresent()) {
                    database.flush(handle);
                    return page.get();
                }
            }
            throw new IllegalStateException("The log of a room has a gap");
        });
    }

    List<RoomName> rooms(String after, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery(ROOMS)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> RoomName.of(row.getString("name")))
                .list());
    }

    private static Optional<HistoryPage> page(Handle handle, RoomName room, HistoryQuery query) {
        Ends ends = handle.createQuery(ENDS)
                .bind("room", room.value())
                .map((row, context) -> ends(row))
                .one();
        Range range = Range.of(ends, query);
        if (ends.id() == null || range.isEmpty()) {
            return Optional.of(new HistoryPage(ends.top(), ends.oldest(), List.of()));
        }
        List<Publication> events = handle.createQuery(query.direction() == Direction.AFTER ? FORWARD : BACKWARD)
                .bind("first", EventId.of(ends.id(), range.first()))
                .bind("last", EventId.of(ends.id(), range.last()))
                .bind("size", query.maxSize())
                .map((row, context) -> event(row, room, ends.top().epoch()))
                .list();
        return range.isBegunBy(events, query.direction())
                ? Optional.of(new HistoryPage(ends.top(), ends.oldest(), events))
                : Optional.empty();
    }

    private static Ends ends(ResultSet row) throws SQLException {
        String epoch = row.getString("epoch");
        return epoch == null
                ? new Ends(null, new Position(row.getString("store_epoch"), 0), 1)
                : new Ends(
                        row.getLong("id"),
                        new Position(epoch, row.getLong("top_offset")),
                        row.getLong("oldest_offset"));
    }

    private static Publication event(ResultSet row, RoomName room, String epoch) throws SQLException {
        return new Publication(
                room,
                new Position(epoch, row.getLong("event_offset")),
                row.getString("event_name"),
                new Payload(row.getString("data")),
                sender(row),
                Instant.ofEpochMilli(row.getLong("event_time")));
    }

    private static @Nullable Sender sender(ResultSet row) throws SQLException {
        String name = row.getString("sender_name");
        String connection = row.getString("sender_connection");
        return name == null
                ? null
                : new Sender(
                        row.getString("sender_id"), name, connection == null ? null : new ConnectionId(connection));
    }
}
