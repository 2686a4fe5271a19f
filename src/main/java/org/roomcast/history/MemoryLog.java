package org.roomcast.history;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.roomcast.model.Position;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;

/** The log of one room in memory. Not safe for threads: the store has the lock. Sizes are in characters of data. */
final class MemoryLog {

    private final Deque<Publication> events = new ArrayDeque<>();
    private Position top;

    MemoryLog(String epoch) {
        this.top = new Position(epoch, 0);
    }

    Position next() {
        return top.plus(1);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int length() {
        return events.size();
    }

    /** @return the size that was added */
    long add(Publication publication) {
        top = next();
        events.addLast(publication);
        return sizeOf(publication);
    }

    /** Forgets what is over the policy. @return the size that became free */
    long trim(Retention retention, Instant now) {
        Instant oldest = now.minus(retention.age());
        long freed = 0;
        while (!events.isEmpty()
                && (events.size() > retention.size() || events.getFirst().time().isBefore(oldest))) {
            freed += sizeOf(events.removeFirst());
        }
        return freed;
    }

    long clear() {
        long freed = events.stream().mapToLong(MemoryLog::sizeOf).sum();
        events.clear();
        return freed;
    }

    HistoryPage read(HistoryQuery query) {
        boolean forwards = query.direction() == HistoryQuery.Direction.AFTER;
        List<Publication> page = new ArrayList<>();
        long size = 0;
        for (Iterator<Publication> i = forwards ? events.iterator() : events.descendingIterator(); i.hasNext(); ) {
            Publication next = i.next();
            long offset = next.offset();
            if (forwards ? offset <= query.offset() : offset >= query.offset()) {
                continue;
            }
            if (page.size() == query.limit() || size >= query.maxSize()) {
                break;
            }
            size += sizeOf(next);
            page.add(next);
        }
        if (!forwards) {
            Collections.reverse(page);
        }
        return new HistoryPage(top, top.offset() - events.size() + 1, page);
    }

    private static long sizeOf(Publication publication) {
        return publication.data().json().length();
    }
}
