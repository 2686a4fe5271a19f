package org.roomcast.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Json;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.Notification;
import org.roomcast.model.Identity;
import org.roomcast.registry.Connection;
import org.roomcast.registry.SessionRegistry;

/**
 * Posts notifications and marks them as read, and tells every connection that it concerns (PROTOCOL.md section 8). Safe
 * in every thread.
 */
@ApplicationScoped
public class Notifications {

    /** The most notifications of the first list. */
    public static final int MAX_LISTED = 50;

    /** The event that an opening connection gets. */
    public record Listed(List<Notification> notifications, int unread) {}

    /** The event after something was read; the id is {@code all} after all were read. */
    public record Read(String id, int unread) {}

    private final Inbox inbox;
    private final SessionRegistry registry;
    private final Clock clock;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Notifications() {
        this.inbox = null;
        this.registry = null;
        this.clock = null;
    }

    @Inject
    public Notifications(Inbox inbox, SessionRegistry registry, Clock clock) {
        this.inbox = inbox;
        this.registry = registry;
        this.clock = clock;
    }

    /** Keeps a notification and pushes {@code new_notification} to everyone of its audience who is connected. */
    public Notification post(
            @Nullable String title, String message, String type, @Nullable String link, Audience audience) {
        Notification notification =
                new Notification(UUID.randomUUID().toString(), title, message, type, link, clock.instant(), false);
        inbox.post(notification, audience);
        registry.sendToUsers(onlineUsers(audience), "new_notification", Json.payload(notification));
        return notification;
    }

    /** What a reader has not read, newest first, at most {@link #MAX_LISTED}. */
    public Listed unread(Identity reader) {
        return list(readerOf(reader), true, MAX_LISTED);
    }

    /** The inbox of any user, for REST; roles are known while the user is connected. */
    public Listed list(String userId, boolean unreadOnly, int limit) {
        return list(readerOf(userId), unreadOnly, limit);
    }

    /**
     * Marks as read and pushes {@code notification_read} to every connection of the user.
     *
     * @param id null for all
     * @return false when the reader has no such notification
     */
    public boolean markRead(Identity reader, @Nullable String id) {
        return markRead(readerOf(reader), id);
    }

    /** The same for any user, for REST. */
    public boolean markRead(String userId, @Nullable String id) {
        return markRead(readerOf(userId), id);
    }

    /** How many a user has not read. */
    public int unreadCount(String userId) {
        return inbox.unread(readerOf(userId));
    }

    private boolean markRead(Reader reader, @Nullable String id) {
        if (!inbox.markRead(reader, id)) {
            return false;
        }
        registry.sendToUser(
                reader.userId(),
                "notification_read",
                Json.payload(new Read(id == null ? "all" : id, inbox.unread(reader))));
        return true;
    }

    private Listed list(Reader reader, boolean unreadOnly, int limit) {
        return new Listed(inbox.list(reader, unreadOnly, limit), inbox.unread(reader));
    }

    private Set<String> onlineUsers(Audience audience) {
        Set<String> users = new HashSet<>();
        if (audience.users() != null) {
            return audience.users();
        }
        for (Connection connection : registry.connections()) {
            Identity who = connection.identity();
            if (who.id() != null && audience.includes(readerOf(who))) {
                users.add(who.id());
            }
        }
        return users;
    }

    private Reader readerOf(String userId) {
        Set<String> roles = new HashSet<>();
        registry.connectionsOf(userId).forEach(c -> roles.addAll(c.identity().roles()));
        return new Reader(userId, roles);
    }

    private static Reader readerOf(Identity who) {
        if (who.id() == null) {
            throw new IllegalArgumentException("an anonymous connection has no inbox");
        }
        return new Reader(who.id(), who.roles());
    }
}
