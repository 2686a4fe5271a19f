package org.roomcast.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an inbox, as its reader sees it. Immutable.
 *
 * @param id unique on the server
 * @param title a headline; null for none
 * @param message the text
 * @param type what kind it is, such as {@code info}
 * @param link where it leads; null for nowhere
 * @param timestamp when it was posted
 * @param read whether this reader has read it
 */
public record Notification(
        String id,
        @Nullable String title,
        String message,
        String type,
        @Nullable String link,
        Instant timestamp,
        boolean read) {

    Notification asRead(boolean isRead) {
        return isRead == read ? this : new Notification(id, title, message, type, link, timestamp, isRead);
    }

    /** Content stays out of logs. */
    @Override
    public String toString() {
        return "Notification[" + id + "]";
    }
}
