package org.roomcast.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an inbox, as its reader sees it. Immutable.
 *
 * @param id unique on the server, a {@link NotificationId} as text
 * @param title a headline; null for none
 * @param message the text
 * @param type what kind it is, such as {@code info}
 * @param link where it leads; null for nowhere
 * @param timestamp when it was posted
 * @param expires when it disappears by itself; null for not before the retention has it go
 * @param read whether this reader has read it
 */
public record Notification(
        String id,
        @Nullable String title,
        String message,
        String type,
        @Nullable String link,
        Instant timestamp,
        @Nullable Instant expires,
        boolean read) {

    /** The same for a reader who has read it, or has not. */
    public Notification asRead(boolean isRead) {
        return isRead == read ? this : new Notification(id, title, message, type, link, timestamp, expires, isRead);
    }

    /** Content stays out of logs. */
    @Override
    public String toString() {
        return "Notification[" + id + "]";
    }
}
