package org.roomcast.inbox;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Who has read what, in memory: for each user a place up to which everything is read, and single marks above it.
 * Bounded: beyond the most marks, those of the user who has not been here for longest are forgotten. Not thread-safe.
 */
final class ReadMarks {

    private static final class OfUser {
        private long upTo;
        private final NavigableSet<Long> above = new TreeSet<>();

        int weight() {
            return 1 + above.size();
        }
    }

    private final Map<String, OfUser> users = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private int weight;

    /** @param most how many marks are kept of all users together */
    ReadMarks(int most) {
        this.most = most;
    }

    boolean isRead(String user, long place) {
        OfUser marks = users.get(user);
        return marks != null && (place <= marks.upTo || marks.above.contains(place));
    }

    void mark(String user, long place) {
        OfUser marks = of(user);
        if (place > marks.upTo && marks.above.add(place)) {
            weight++;
            evict();
        }
    }

    void markUpTo(String user, long place) {
        OfUser marks = of(user);
        marks.upTo = Math.max(marks.upTo, place);
        weight -= marks.weight();
        marks.above.headSet(marks.upTo, true).clear();
        weight += marks.weight();
        evict();
    }

    /** Forgets marks of notifications that are gone: all before a place. */
    void forgetBefore(long place) {
        for (Iterator<OfUser> i = users.values().iterator(); i.hasNext(); ) {
            OfUser marks = i.next();
            weight -= marks.weight();
            marks.above.headSet(place).clear();
            if (marks.upTo < place && marks.above.isEmpty()) {
                i.remove();
            } else {
                weight += marks.weight();
            }
        }
    }

    /** How much is kept: one for each user and each single mark. */
    int size() {
        return weight;
    }

    private OfUser of(String user) {
        return users.computeIfAbsent(user, u -> {
            weight++;
            return new OfUser();
        });
    }

    private void evict() {
        Iterator<OfUser> eldest = users.values().iterator();
        while (weight > most && users.size() > 1) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
