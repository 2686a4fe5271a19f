package org.roomcast.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Which part of an inbox is wanted. Immutable.
 *
 * @param unreadOnly whether those that were read are left out
 * @param before only older ones than this, which need not be there any more; null for the newest
 * @param limit the most to return, 0 to {@value #MAX_LIMIT}; with 0 only the count is told
 */
public record InboxQuery(boolean unreadOnly, @Nullable NotificationId before, int limit) {

    /** The most notifications of one page, PROTOCOL.md section 7.2. */
    public static final int MAX_LIMIT = 500;

    /** The newest ones that were not read. */
    public static InboxQuery unread(int limit) {
        return new InboxQuery(true, null, limit);
    }

    /** The newest ones, read or not. */
    public static InboxQuery newest(int limit) {
        return new InboxQuery(false, null, limit);
    }

    /** The same from an older place on. */
    public InboxQuery before(NotificationId id) {
        return new InboxQuery(unreadOnly, id, limit);
    }
}
