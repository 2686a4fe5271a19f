package org.roomcast.jdbc;

import org.roomcast.model.Position;

/** The end of a room's log, as the database has it. Immutable. */
record RoomRow(long id, String epoch, long top) {

    RoomRow withTop(long higher) {
        return new RoomRow(id, epoch, higher);
    }

    Position at(long offset) {
        return new Position(epoch, offset);
    }
}
