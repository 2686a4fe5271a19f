package org.roomcast.jdbc;

import org.jspecify.annotations.Nullable;
import org.roomcast.history.HistoryStore.Outcome;
import org.roomcast.history.NewEvent;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;

/**
 * An event on its way into the database. Immutable.
 *
 * @param key null when the event has none
 */
record Append(RoomName room, NewEvent event, @Nullable KeyHash key, Outcome outcome) {

    static Append of(NewEvent event, Outcome outcome) {
        RoomName room = event.publication().room();
        if (room == null) {
            throw new IllegalArgumentException("An event of no room has no history");
        }
        String key = event.key();
        return new Append(room, event, key == null ? null : KeyHash.of(event.sender(), room, key), outcome);
    }

    Publication publication() {
        return event.publication();
    }

    /** Its weight in queues, in characters. */
    int size() {
        return event.publication().data().json().length();
    }
}
