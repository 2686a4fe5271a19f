package org.roomcast.history;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Publication;

/**
 * An event to be stored. Immutable.
 *
 * @param publication the event; it has a room and no position
 * @param sender names whoever publishes, so that keys of different senders do not meet; at most 300 characters
 * @param key makes a repetition by the same sender into the same room within 5 minutes store nothing new; null for none
 */
public record NewEvent(
        Publication publication, String sender, @Nullable String key) {}
