package org.roomcast.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryPage;
import org.roomcast.model.Position;

/**
 * What a subscriber missed, on its way to it: from a page of the store, or as the ring has it. Events are offered while at
 * most half of the outbox is taken, so that a long replay does not cut its own reader. Guarded by the room's lock.
 */
final class Replay {

    private final Subscriber subscriber;
    private final @Nullable Position since;
    private final Deque<SharedEvent> page = new ArrayDeque<>();
    private long cursor;

    /** @param since the last position that the subscriber has; null when it starts anew */
    Replay(Subscriber subscriber, @Nullable Position since) {
        this.subscriber = subscriber;
        this.since = since;
        this.cursor = since == null ? 0 : since.offset();
    }

    /** The offset of the last event that was offered, or from which it began. */
    long cursor() {
        return cursor;
    }

    /** Whether events of a page wait. */
    boolean hasPage() {
        return !page.isEmpty();
    }

    /**
     * Takes what the store had behind {@link #cursor}.
     *
     * @return false when it does not go on from there: trimmed meanwhile, or another log by now
     */
    boolean take(HistoryPage read) {
        if (since == null
                || !since.epoch().equals(read.top().epoch())
                || read.oldest() > cursor + 1
                || read.events().isEmpty()) {
            return false;
        }
        read.events().forEach(event -> page.add(RoomLog.sharedOf(event)));
        return true;
    }

    void dropAfter(Position top) {
        page.removeIf(event -> RoomLog.offsetOf(event) > top.offset());
    }

    /** @return whether nothing of the page is left */
    boolean offerPage() {
        while (!page.isEmpty() && subscriber.hasRoom()) {
            deliver(page.removeFirst());
        }
        return page.isEmpty();
    }

    /** @return whether all were offered; else the rest is to be asked for again */
    boolean offer(List<SharedEvent> events) {
        for (SharedEvent event : events) {
            if (!subscriber.hasRoom()) {
                return false;
            }
            deliver(event);
        }
        return true;
    }

    private void deliver(SharedEvent event) {
        subscriber.deliver(event);
        cursor = RoomLog.offsetOf(event);
    }
}
