package org.roomcast.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a room's history. Immutable.
 *
 * @param room the room
 * @param epoch the log that the offsets count in; null in rooms without history
 * @param events in order
 * @param complete whether nothing more follows in the direction that was asked for
 */
public record HistoryPage(String room, @Nullable String epoch, List<RoomEvent> events, boolean complete) {

    public HistoryPage {
        events = List.copyOf(events);
    }

    /** Of the newest event in it; 0 when there is none. */
    long lastOffset() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).offset();
    }
}
