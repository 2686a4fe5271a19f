package org.roomcast.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryPage;
import org.roomcast.model.Position;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;

/**
 * The end of one room's log: the position of the newest event, and a ring of recent events that serves those who come
 * back without a question to the store. It knows every event from the moment of its loading on: what is stored while the
 * store is still being read waits in {@code early}. What is older than the room's policy keeps is in it no longer than in
 * the store.
 *
 * <p>Safe in every thread. Its lock is the last of all: nothing is called under it.
 */
final class RoomLog {

    /** What a busy room's members miss in a few seconds. */
    static final int MAX_EVENTS = 512;
    /** The most that the ring holds, in characters of data. */
    static final int MAX_SIZE = 512 * 1024;

    /**
     * What follows an offset.
     *
     * @param top the newest position of the log
     * @param oldest the oldest offset that the store keeps, as far as is known
     * @param events null when the ring does not reach back so far
     */
    record Tail(Position top, long oldest, @Nullable List<SharedEvent> events) {

        /** What of it belongs to the history of someone who is live from that position on. */
        HistorySlice upTo(RoomName room, Position position) {
            List<SharedEvent> before = events == null
                    ? List.of()
                    : events.stream()
                            .filter(event -> offsetOf(event) <= position.offset())
                            .toList();
            boolean complete = before.isEmpty() || offsetOf(before.get(0)) <= oldest;
            return new HistorySlice(room, position, before, complete);
        }
    }

    private final Retention retention;
    private final Clock clock;
    private final Deque<SharedEvent> recent = new ArrayDeque<>();
    private final List<Publication> early = new ArrayList<>();
    private @Nullable Position top;
    private long oldest;
    private long size;
    private boolean isDropped;
    private long usedAtNanos;

    /** @param retention what the room's policy keeps */
    RoomLog(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** Takes what the store had; from now on the log can be asked. */
    synchronized void load(HistoryPage page) {
        top = page.top();
        oldest = page.oldest();
        page.events().forEach(event -> push(sharedOf(event)));
        for (Publication event : early) {
            if (event.offset() > top.offset()) {
                append(event, sharedOf(event));
            }
        }
        early.clear();
    }

    /** Notes an event that was stored just now. @return the event for its readers */
    synchronized SharedEvent add(Publication publication) {
        SharedEvent event = sharedOf(publication);
        if (top == null) {
            early.add(publication);
        } else {
            append(publication, event);
        }
        return event;
    }

    /** Gives the memory back. Who holds the log still sees that it no longer knows of new events. */
    synchronized void drop() {
        isDropped = true;
        recent.clear();
        size = 0;
    }

    /** @return null when the log was dropped, or not loaded yet: it has to be fetched again */
    synchronized @Nullable Tail after(long offset) {
        if (top == null || isDropped) {
            return null;
        }
        forgetOld();
        long first = top.offset() - recent.size() + 1;
        if (offset + 1 < first) {
            return new Tail(top, oldest, null);
        }
        return new Tail(top, oldest, recent.stream().skip(offset + 1 - first).toList());
    }

    /** The newest events, at most so many and of that size; fewer when the ring has no more. */
    synchronized @Nullable Tail latest(int limit, long maxSize) {
        if (top == null || isDropped) {
            return null;
        }
        forgetOld();
        int count = 0;
        long wanted = 0;
        for (var newest = recent.descendingIterator(); count < limit && newest.hasNext(); count++) {
            wanted += sizeOf(newest.next());
            if (wanted > maxSize && count > 0) {
                break;
            }
        }
        return new Tail(top, oldest, recent.stream().skip(recent.size() - count).toList());
    }

    /** What is over the policy is gone then. */
    synchronized long size() {
        forgetOld();
        return size;
    }

    synchronized void used(long nowNanos) {
        usedAtNanos = nowNanos;
    }

    synchronized long usedAtNanos() {
        return usedAtNanos;
    }

    private void append(Publication publication, SharedEvent event) {
        Position place = publication.position();
        if (place == null || top == null) {
            return;
        }
        boolean isSameLog = place.epoch().equals(top.epoch());
        if (isSameLog && place.offset() <= top.offset()) {
            // it was read from the store before its outcome was told
            return;
        }
        if (!isSameLog || place.offset() > top.offset() + 1) {
            // what the ring holds does not lead to it
            recent.clear();
            size = 0;
        }
        top = place;
        push(event);
    }

    private void push(SharedEvent event) {
        recent.addLast(event);
        size += sizeOf(event);
        int maxEvents = Math.min(retention.size(), MAX_EVENTS);
        while (recent.size() > maxEvents || (size > MAX_SIZE && recent.size() > 1)) {
            size -= sizeOf(recent.removeFirst());
        }
    }

    private void forgetOld() {
        Instant oldestKept = clock.instant().minus(retention.age());
        while (!recent.isEmpty() && isBefore(recent.getFirst(), oldestKept)) {
            size -= sizeOf(recent.removeFirst());
        }
    }

    private static boolean isBefore(SharedEvent event, Instant time) {
        return event.event() instanceof Event.Published published
                && published.time().isBefore(time);
    }

    static SharedEvent sharedOf(Publication p) {
        return new SharedEvent(new Event.Published(p.event(), p.data(), p.room(), p.position(), p.from(), p.time()));
    }

    static long offsetOf(SharedEvent event) {
        return event.event() instanceof Event.Published published && published.position() != null
                ? published.position().offset()
                : 0;
    }

    private static long sizeOf(SharedEvent event) {
        return event.event() instanceof Event.Published published
                ? published.data().json().length()
                : 0;
    }
}
