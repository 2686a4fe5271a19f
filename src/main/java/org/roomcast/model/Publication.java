package org.roomcast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to its readers. Immutable; one object serves all of them.
 *
 * @param room the room; null for what goes to everyone, to a user or to a connection
 * @param event the event's name
 * @param data what it carries
 * @param from who published it; null for the server itself
 * @param time when the server accepted it
 */
public record Publication(
        @Nullable RoomName room,
        String event,
        Payload data,
        @Nullable Sender from,
        Instant time) {}
