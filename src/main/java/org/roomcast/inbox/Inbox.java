package org.roomcast.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;

/**
 * Keeps notifications and who has read them. A notification for many is kept once and read per user. Every method is
 * atomic and safe in every thread; what was posted before a call is seen by it.
 */
public interface Inbox {

    /** Keeps a notification for its audience. */
    void post(Notification notification, Audience audience);

    /**
     * The reader's notifications, newest first.
     *
     * @param unreadOnly whether those already read are left out
     * @param limit the most to return
     */
    List<Notification> list(Reader reader, boolean unreadOnly, int limit);

    /** How many the reader has not read. */
    int unread(Reader reader);

    /**
     * Marks as read; marking again changes nothing.
     *
     * @param id the notification; null for all
     * @return false when the reader has no such notification
     */
    boolean markRead(Reader reader, @Nullable String id);
}
