package org.roomcast.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.RoomName;

/** The ends of the logs that were written to lately, so that a batch need not ask for them. Used by one thread. */
final class RoomCache {

    /** Some 3 MB. */
    private static final int CAPACITY = 10_000;

    private final Map<RoomName, RoomRow> rooms = new LinkedHashMap<>(16, 0.75f, true);

    @Nullable RoomRow find(RoomName room) {
        return rooms.get(room);
    }

    void put(RoomName room, RoomRow row) {
        rooms.put(room, row);
        if (rooms.size() > CAPACITY) {
            rooms.remove(rooms.keySet().iterator().next());
        }
    }

    void clear() {
        rooms.clear();
    }
}
