package org.roomcast.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to publish, before it is accepted. Immutable; the {@code with} methods return changed copies.
 *
 * @param room the room; null for everyone on the server
 * @param event the event's name, 1 to {@value #MAX_EVENT} characters
 * @param data what it carries
 * @param from who asks; null for the server itself
 * @param echo whether the publishing connection receives it too
 * @param ephemeral whether it is left out of history
 * @param key makes a retry by the same sender idempotent for 5 minutes, at most {@value #MAX_KEY} characters; null for
 *     none
 */
public record Draft(
        @Nullable RoomName room,
        String event,
        Payload data,
        @Nullable Sender from,
        boolean echo,
        boolean ephemeral,
        @Nullable String key) {

    /** The event of a publication that names none. */
    public static final String DEFAULT_EVENT = "message";
    /** The longest event name, in characters: room for a dotted, namespaced name. */
    public static final int MAX_EVENT = 128;
    /** The longest key, in characters: a UUID or a hash in hexadecimal fits. */
    public static final int MAX_KEY = 128;

    /** @throws ProtocolException when the event or the key is empty or too long */
    public Draft {
        requireLength("event", event, MAX_EVENT);
        if (key != null) {
            requireLength("key", key, MAX_KEY);
        }
    }

    /** A draft of the server itself for a room. */
    public static Draft of(RoomName room, String event, Payload data) {
        return new Draft(Objects.requireNonNull(room), event, data, null, true, false, null);
    }

    /** A draft of the server itself for everyone. */
    public static Draft ofEveryone(String event, Payload data) {
        return new Draft(null, event, data, null, true, false, null);
    }

    public Draft withData(Payload changed) {
        return new Draft(room, event, changed, from, echo, ephemeral, key);
    }

    public Draft withEvent(String changed) {
        return new Draft(room, changed, data, from, echo, ephemeral, key);
    }

    public Draft withFrom(@Nullable Sender sender) {
        return new Draft(room, event, data, sender, echo, ephemeral, key);
    }

    public Draft withoutEcho() {
        return new Draft(room, event, data, from, false, ephemeral, key);
    }

    private static void requireLength(String field, String value, int max) {
        if (value.isEmpty()) {
            throw new FieldException(ErrorCode.BAD_FRAME, field, "must not be empty");
        }
        if (value.length() > max) {
            throw FieldException.tooLarge(field, max + " characters");
        }
    }
}
