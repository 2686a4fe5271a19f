package org.roomcast.jdbc;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Notification;
import org.roomcast.inbox.NotificationId;
import org.roomcast.inbox.Posted;
import org.roomcast.model.Retention;
import org.roomcast.model.Sha256;

/** What is asked of the inbox's tables and written to them, within one transaction. Used by one thread. */
final class InboxTables {

    private static final long NEVER = Long.MAX_VALUE;

    private final Handle handle;
    private final Retention retention;
    private final Instant now;

    InboxTables(Handle handle, Retention retention, Instant now) {
        this.handle = handle;
        this.retention = retention;
        this.now = now;
    }

    /** A notification that a reader has, and whether it is read. */
    record Seen(long place, boolean isRead) {}

    /** Keeps all others from writing until the transaction ends. @return the place of the newest notification */
    long lock() {
        return handle.createQuery("SELECT top_place FROM roomcast_inbox WHERE id = 1 FOR UPDATE")
                .mapTo(Long.class)
                .one();
    }

    void moveTop(long place) {
        handle.execute("UPDATE roomcast_inbox SET top_place = ? WHERE id = 1", place);
    }

    boolean exists(NotificationId id) {
        return handle.createQuery("SELECT count(*) FROM roomcast_notification WHERE place = :place AND nonce = :nonce")
                        .bind("place", id.place())
                        .bind("nonce", id.nonce())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    void insert(NotificationId id, NewNotification notification) {
        long posted = now.toEpochMilli();
        long expires = notification.ttl() == null
                ? NEVER
                : now.plus(notification.ttl()).toEpochMilli();
        handle.createUpdate("INSERT INTO roomcast_notification"
                        + " (place, nonce, title, message, kind, link, posted, expires)"
                        + " VALUES (:place, :nonce, :title, :message, :kind, :link, :posted, :expires)")
                .bind("place", id.place())
                .bind("nonce", id.nonce())
                .bind("title", notification.title())
                .bind("message", notification.message())
                .bind("kind", notification.type())
                .bind("link", notification.link())
                .bind("posted", posted)
                .bind("expires", expires)
                .execute();
        PreparedBatch entries = handle.prepareBatch("INSERT INTO roomcast_inbox_entry (label, place, posted, expires)"
                + " VALUES (:label, :place, :posted, :expires)");
        for (String label : notification.audience().labels()) {
            entries.bind("label", label)
                    .bind("place", id.place())
                    .bind("posted", posted)
                    .bind("expires", expires)
                    .add();
        }
        entries.execute();
    }

    /** The earlier post that this one repeats; null when it is new or has no key. */
    @Nullable Posted findKey(NewNotification notification) {
        UUID hash = hashOf(notification);
        return hash == null
                ? null
                : handle.createQuery("SELECT notification, posted FROM roomcast_inbox_key"
                                + " WHERE hash = :hash AND posted > :oldest")
                        .bind("hash", hash)
                        .bind("oldest", oldestKey())
                        .map((row, context) -> new Posted(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), true))
                        .findOne()
                        .orElse(null);
    }

    void insertKey(NewNotification notification, String id) {
        UUID hash = hashOf(notification);
        if (hash != null) {
            handle.execute("DELETE FROM roomcast_inbox_key WHERE hash = ?", hash);
            handle.execute(
                    "INSERT INTO roomcast_inbox_key (hash, notification, posted) VALUES (?, ?, ?)",
                    hash,
                    id,
                    now.toEpochMilli());
        }
    }

    /** What a reader has: newest first, as many as one inbox keeps. */
    List<Seen> inboxOf(Reader reader) {
        return handle.createQuery("SELECT e.place, m.place IS NOT NULL OR e.place <= COALESCE(r.up_to, 0) AS is_read"
                        + " FROM roomcast_inbox_entry e"
                        + " LEFT JOIN roomcast_inbox_reader r ON r.user_id = :user"
                        + " LEFT JOIN roomcast_inbox_mark m ON m.user_id = :user AND m.place = e.place"
                        + " WHERE e.label IN (<labels>) AND e.posted > :oldest AND e.expires > :now"
                        + " ORDER BY e.place DESC LIMIT :size")
                .bindList("labels", List.copyOf(reader.labels()))
                .bind("user", reader.userId())
                .bind("oldest", oldest())
                .bind("now", now.toEpochMilli())
                .bind("size", retention.size())
                .map((row, context) -> new Seen(row.getLong(1), row.getBoolean(2)))
                .list();
    }

    /** Notifications by their places, as nobody has read them; those that are gone are missing. */
    Map<Long, Notification> contents(Collection<Long> places) {
        Map<Long, Notification> found = new HashMap<>();
        if (!places.isEmpty()) {
            handle.createQuery("SELECT place, nonce, title, message, kind, link, posted, expires"
                            + " FROM roomcast_notification WHERE place IN (<places>)")
                    .bindList("places", List.copyOf(places))
                    .reduceRows(found, (all, row) -> {
                        all.put(row.getColumn("place", Long.class), notification(row));
                        return all;
                    });
        }
        return found;
    }

    void mark(String user, long place) {
        handle.createUpdate("INSERT INTO roomcast_inbox_mark (user_id, place) VALUES (:user, :place)")
                .bind("user", user)
                .bind("place", place)
                .execute();
    }

    void markUpTo(String user, long place) {
        int updated = handle.execute("UPDATE roomcast_inbox_reader SET up_to = ? WHERE user_id = ?", place, user);
        if (updated == 0) {
            handle.execute("INSERT INTO roomcast_inbox_reader (user_id, up_to) VALUES (?, ?)", user, place);
        }
        handle.execute("DELETE FROM roomcast_inbox_mark WHERE user_id = ? AND place <= ?", user, place);
    }

    private static Notification notification(RowView row) {
        long expires = row.getColumn("expires", Long.class);
        NotificationId id = new NotificationId(row.getColumn("place", Long.class), text(row, "nonce"));
        return new Notification(
                id.toString(),
                row.getColumn("title", String.class),
                text(row, "message"),
                text(row, "kind"),
                row.getColumn("link", String.class),
                Instant.ofEpochMilli(row.getColumn("posted", Long.class)),
                expires == NEVER ? null : Instant.ofEpochMilli(expires),
                false);
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private long oldest() {
        return now.minus(retention.age()).toEpochMilli();
    }

    private long oldestKey() {
        return now.minus(NewNotification.KEY_LIFETIME).toEpochMilli();
    }

    /** Half of a SHA-256: no two keys of one sender will ever have the same. */
    private static @Nullable UUID hashOf(NewNotification notification) {
        if (notification.key() == null) {
            return null;
        }
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(notification.sender() + '\0' + notification.key()));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
