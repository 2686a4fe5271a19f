package org.roomcast.client;

import org.jspecify.annotations.Nullable;

/**
 * How something is published. Immutable.
 *
 * @param event the event's name
 * @param ephemeral whether it skips the history; then it is not sent again either, and does not wait for a connection
 * @param key makes a repetition by the same user recognisable for five minutes; null lets the client make one
 */
public record PublishOptions(
        String event, boolean ephemeral, @Nullable String key) {

    /** An event called {@code message}. */
    public static final PublishOptions DEFAULT = new PublishOptions("message", false, null);

    public PublishOptions withEvent(String name) {
        return new PublishOptions(name, ephemeral, key);
    }

    /** For what is worth nothing a moment later, such as that somebody is typing. */
    public PublishOptions asEphemeral() {
        return new PublishOptions(event, true, key);
    }

    public PublishOptions withKey(String value) {
        return new PublishOptions(event, ephemeral, value);
    }
}
