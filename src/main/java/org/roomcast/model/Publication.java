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
        Instant time) {}
