package org.roomcast.jdbc;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.roomcast.inbox.NewNotification;
import org.roomcast.model.Retention;

/**
 * Deletes what nobody can see any more, some in each transaction. Remembers which labels have got something since it
 * was last through, so that only those are counted. Used by one thread.
 */
final class InboxTrim {

    /** Rows of one transaction: posts wait meanwhile, some milliseconds. */
    private static final int CHUNK = 500;
    /** Beyond that all labels are counted anew. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Retention retention;
    private final Set<String> grown = new HashSet<>();
    /** Whether it is not known which labels have grown: so it is at the start. */
    private boolean isAnyone = true;

    InboxTrim(Retention retention) {
        this.retention = retention;
    }

    void grew(Set<String> labels) {
        grown.addAll(labels);
        if (grown.size() > MAX_REMEMBERED) {
            grown.clear();
            isAnyone = true;
        }
    }

    /** One step, in a transaction that has locked the inbox. @return whether there may be more to do */
    boolean step(Handle handle, Instant now) {
        List<Long> dead = dead(handle, now);
        if (!dead.isEmpty()) {
            forget(handle, dead);
            return true;
        }
        if (isAnyone) {
            grown.addAll(tooLarge(handle));
            isAnyone = false;
        }
        for (String label : List.copyOf(grown)) {
            if (shorten(handle, label)) {
                return true;
            }
            grown.remove(label);
        }
        forgetTraces(handle, now);
        return false;
    }

    /** Expired ones come before the count, in which they must not take the place of others. */
    private List<Long> dead(Handle handle, Instant now) {
        return handle.createQuery("(SELECT place FROM roomcast_notification WHERE expires <= :now LIMIT :chunk)"
                        + " UNION (SELECT place FROM roomcast_notification WHERE posted <= :oldest LIMIT :chunk)")
                .bind("now", now.toEpochMilli())
                .bind("oldest", now.minus(retention.age()).toEpochMilli())
                .bind("chunk", CHUNK)
                .mapTo(Long.class)
                .list();
    }

    private List<String> tooLarge(Handle handle) {
        return handle.createQuery("SELECT label FROM roomcast_inbox_entry GROUP BY label HAVING count(*) > :size")
                .bind("size", retention.size())
                .mapTo(String.class)
                .list();
    }

    /** No reader sees more than so many of one label, therefore no more are kept there. */
    private boolean shorten(Handle handle, String label) {
        List<Long> surplus = handle.createQuery("SELECT place FROM roomcast_inbox_entry WHERE label = :label"
                        + " ORDER BY place DESC LIMIT :chunk OFFSET :size")
                .bind("label", label)
                .bind("size", retention.size())
                .bind("chunk", CHUNK)
                .mapTo(Long.class)
                .list();
        if (surplus.isEmpty()) {
            return false;
        }
        handle.createUpdate("DELETE FROM roomcast_inbox_entry WHERE label = :label AND place IN (<places>)")
                .bind("label", label)
                .bindList("places", surplus)
                .execute();
        Set<Long> homeless = new HashSet<>(surplus);
        handle.createQuery("SELECT DISTINCT place FROM roomcast_inbox_entry WHERE place IN (<places>)")
                .bindList("places", surplus)
                .mapTo(Long.class)
                .forEach(homeless::remove);
        if (!homeless.isEmpty()) {
            forget(handle, List.copyOf(homeless));
        }
        return true;
    }

    private static void forget(Handle handle, List<Long> places) {
        for (String table : List.of("roomcast_inbox_entry", "roomcast_inbox_mark", "roomcast_notification")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE place IN (<places>)")
                    .bindList("places", places)
                    .execute();
        }
    }

    /** Keys that are too old, and places that lie below everything there is. */
    private static void forgetTraces(Handle handle, Instant now) {
        handle.execute(
                "DELETE FROM roomcast_inbox_key WHERE posted <= ?",
                now.minus(NewNotification.KEY_LIFETIME).toEpochMilli());
        handle.execute("DELETE FROM roomcast_inbox_reader WHERE up_to <"
                + " (SELECT COALESCE(MIN(place), 9223372036854775807) FROM roomcast_notification)");
    }
}
