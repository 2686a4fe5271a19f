package org.roomcast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to its readers. Immutable; one object serves all of them.
 *
 * @param room the room; null for what goes to everyone, to a user or to a connection
 * @param position its place in the room's history; null when it is in none
 * @param event the event's name
 * @param data what it carries
 * @param from who published it; null for the server itself
 * @param time when the server accepted it
 */
public record Publication(
        @Nullable RoomName room,
        @Nullable Position position,
        String event,
        Payload data,
        @Nullable Sender from,
        Instant time) {

    /** The same event at its place in the history. */
    public Publication at(Position place) {
        return new Publication(room, place, event, data, from, time);
    }

    /** Its offset in the history; 0 when it is in none. */
    public long offset() {
        return position == null ? 0 : position.offset();
    }

    /** @throws IllegalStateException when it goes to no room */
    public RoomName roomOrThrow() {
        if (room == null) {
            throw new IllegalStateException("not for a room");
        }
        return room;
    }
}
