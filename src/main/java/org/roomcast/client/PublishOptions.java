package org.roomcast.client;

import org.jspecify.annotations.Nullable;

/**
 * How something is published. Immutable.
 *
 * @param event the event's name
 * @param echo whether the event comes back to this client too, as it does to every other in the room
 * @param ephemeral whether it skips the history; then it is not sent again either, and waits for no connection and for no
 *     turn: it fails with {@code not_connected} or {@code rate_limited}
 * @param key makes a repetition by the same user recognisable for five minutes; null lets the client make one
 */
public record PublishOptions(
        String event,
        boolean echo,
        boolean ephemeral,
        @Nullable String key) {

    /** An event called {@code message}. */
    public static final PublishOptions DEFAULT = new PublishOptions("message", true, false, null);

    public PublishOptions withEvent(String name) {
        return new PublishOptions(name, echo, ephemeral, key);
    }

    /** For what this client shows or counts already when it publishes it: its listeners do not hear of it. */
    public PublishOptions withoutEcho() {
        return new PublishOptions(event, false, ephemeral, key);
    }

    /** For what is worth nothing a moment later, such as that somebody is typing. */
    public PublishOptions asEphemeral() {
        return new PublishOptions(event, echo, true, key);
    }

    public PublishOptions withKey(String value) {
        return new PublishOptions(event, echo, ephemeral, value);
    }
}
