package org.roomcast.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roomcast.history.Stored;
import org.roomcast.model.RoomName;

/** Gives the events of a batch their positions, in their order. Used by one thread. */
final class Numbering {

    /** An event that is new in the log. */
    record Fresh(Append append, RoomRow room, long offset) {}

    /** What a room's log gains; the time is that of the first of the new events. */
    record Growth(RoomRow from, long top, long time) {}

    private final Map<RoomName, RoomRow> rooms;
    private final Map<KeyHash, Long> offsets;
    private final Map<RoomName, Growth> growth = new LinkedHashMap<>();
    private final List<Fresh> fresh = new ArrayList<>();
    private final List<Stored> outcomes = new ArrayList<>();

    /**
     * @param rooms where the logs of the batch's rooms end
     * @param known the keys that were stored before, and where
     */
    Numbering(Map<RoomName, RoomRow> rooms, Map<KeyHash, Long> known) {
        this.rooms = rooms;
        this.offsets = new HashMap<>(known);
    }

    void add(Append append) {
        RoomRow room = rooms.get(append.room());
        if (room == null) {
            throw new IllegalArgumentException("a room that was not loaded");
        }
        KeyHash key = append.key();
        Long before = key == null ? null : offsets.get(key);
        if (before != null) {
            outcomes.add(new Stored(room.at(before), true));
            return;
        }
        long offset = raise(append, room);
        if (key != null) {
            offsets.put(key, offset);
        }
        fresh.add(new Fresh(append, room, offset));
        outcomes.add(new Stored(room.at(offset), false));
    }

    private long raise(Append append, RoomRow room) {
        long time = append.publication().time().toEpochMilli();
        return growth.merge(
                        append.room(),
                        new Growth(room, room.top() + 1, time),
                        (old, first) -> new Growth(old.from(), old.top() + 1, old.time()))
                .top();
    }

    /** In the order of the events. */
    List<Stored> outcomes() {
        return outcomes;
    }

    List<Fresh> fresh() {
        return fresh;
    }

    Map<RoomName, Growth> growth() {
        return growth;
    }
}
