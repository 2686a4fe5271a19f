package org.roomcast.client;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/** Events of a room that came before older ones, and how far the room is known to reach. For the client's thread. */
final class Ahead {

    /** Beyond this many events are read from the history instead. */
    static final int MOST = 500;

    private final TreeMap<Long, Unechoed.Early> events = new TreeMap<>();
    private long top;

    boolean hasRoom() {
        return events.size() < MOST;
    }

    void put(Unechoed.Early early) {
        events.put(early.event().offset(), early);
    }

    Unechoed.@Nullable Early at(long offset) {
        return events.get(offset);
    }

    void remove(long offset) {
        events.remove(offset);
    }

    /** An event with that offset is known to exist. */
    void reach(long offset) {
        top = Math.max(top, offset);
    }

    /** Whether the room is known to have events after that. */
    boolean isBeyond(Position position) {
        return top > position.offset();
    }

    /** The last position of the gap behind that one. */
    Position edge(Position from) {
        long next = events.isEmpty() ? top + 1 : Math.min(top + 1, events.firstKey());
        return new Position(from.epoch(), next - 1);
    }

    void clear() {
        events.clear();
        top = 0;
    }
}
