package org.roomcast.inbox;

import java.util.List;

/**
 * A part of an inbox, read at one moment. Immutable.
 *
 * @param notifications newest first
 * @param unread how many of the whole inbox are not read
 */
public record InboxPage(List<Notification> notifications, int unread) {

    public InboxPage {
        notifications = List.copyOf(notifications);
    }
}
