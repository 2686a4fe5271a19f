package org.roomcast.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.FrameId;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;

/**
 * A part of a room's history, ready for its readers. Immutable.
 *
 * @param top the position of the room's newest event; null when the room has no history
 * @param events in the order of their offsets
 * @param complete whether nothing more follows in the direction that was asked for
 */
public record HistorySlice(RoomName room, @Nullable Position top, List<SharedEvent> events, boolean complete) {

    public HistorySlice {
        events = List.copyOf(events);
    }

    /** The frame that answers a request with this id. */
    public Event.History asEvent(@Nullable FrameId id) {
        return new Event.History(id, room, top == null ? null : top.epoch(), events, complete);
    }
}
