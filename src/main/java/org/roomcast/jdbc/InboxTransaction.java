package org.roomcast.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Notification;
import org.roomcast.inbox.NotificationId;
import org.roomcast.inbox.Posted;
import org.roomcast.jdbc.InboxTables.Seen;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;

/** Several writes to the inbox that are committed together; nobody else writes meanwhile. Used by one thread. */
final class InboxTransaction {

    private final Handle handle;
    private final Instant now;
    private final InboxTables tables;
    private final InboxTrim trim;
    private long top;
    private @Nullable NotificationId first;

    InboxTransaction(Handle handle, Retention retention, Instant now, InboxTrim trim) {
        this.handle = handle;
        this.now = now;
        this.tables = new InboxTables(handle, retention, now);
        this.trim = trim;
        this.top = tables.lock();
    }

    Posted post(NewNotification notification) {
        Posted earlier = tables.findKey(notification);
        if (earlier != null) {
            return earlier;
        }
        NotificationId id = NotificationId.at(++top);
        tables.insert(id, notification);
        tables.insertKey(notification, id.toString());
        trim.grew(notification.audience().labels());
        if (first == null) {
            first = id;
        }
        return new Posted(id.toString(), now, false);
    }

    /** @throws ProtocolException {@code not_found} when the reader has no such notification */
    int markRead(Reader reader, @Nullable String id) {
        if (id == null) {
            tables.markUpTo(reader.userId(), top);
            return 0;
        }
        List<Seen> all = tables.inboxOf(reader);
        Seen theirs = theirs(all, id);
        if (!theirs.isRead()) {
            tables.mark(reader.userId(), theirs.place());
        }
        return (int) all.stream()
                .filter(seen -> !seen.isRead() && seen.place() != theirs.place())
                .count();
    }

    boolean trim() {
        return trim.step(handle, now);
    }

    /** To be called before the commit. */
    void end() {
        if (first != null) {
            tables.moveTop(top);
        }
    }

    /** By this it can be told whether the commit took effect; null when nothing was posted. */
    @Nullable NotificationId firstPosted() {
        return first;
    }

    private Seen theirs(List<Seen> all, String text) {
        NotificationId id = NotificationId.parse(text);
        if (id == null) {
            throw NotificationId.unknown();
        }
        Seen theirs = all.stream()
                .filter(seen -> seen.place() == id.place())
                .findFirst()
                .orElseThrow(NotificationId::unknown);
        Map<Long, Notification> found = tables.contents(List.of(theirs.place()));
        Notification notification = found.get(theirs.place());
        if (notification == null || !notification.id().equals(text)) {
            throw NotificationId.unknown();
        }
        return theirs;
    }
}
