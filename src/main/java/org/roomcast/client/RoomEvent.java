package org.roomcast.client;

import jakarta.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;
import org.roomcast.model.Sender;

/**
 * What somebody published, broadcast or sent, or what the server tells. Immutable; {@code toString} shows no data.
 *
 * @param room the room; null for what goes to everyone, to the user or to the connection
 * @param position its place in the room's history; null when it is in none
 * @param name the event's name, {@code message} by default
 * @param data what it carries
 * @param from who published it, as the server knows it; null for the server itself
 * @param time when the server accepted it
 */
public record RoomEvent(
        @Nullable String room,
        @Nullable Position position,
        String name,
        JsonValue data,
        @Nullable Sender from,
        Instant time) {

    /** 0 for what is in no history. */
    long offset() {
        return position == null ? 0 : position.offset();
    }

    @Override
    public String toString() {
        return "RoomEvent[room=" + room + ", position=" + position + ", name=" + name + ", time=" + time + "]";
    }
}
