package org.roomcast.registry;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;

/**
 * What somebody wants who enters a room. Immutable.
 *
 * @param since the last position that was processed, for those who come back; null for those who start anew
 * @param history how many recent events are wanted, unless everything missed follows anyway; at most 500
 */
public record JoinRequest(RoomName room, @Nullable Position since, int history) {

    /** Into the room as it is from now on. */
    public static JoinRequest of(RoomName room) {
        return new JoinRequest(room, null, 0);
    }
}
