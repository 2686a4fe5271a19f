package org.roomcast.client;

import org.roomcast.model.Position;

/**
 * The events of a room after {@code from} up to {@code to} are not there. Immutable.
 *
 * @param room the room
 * @param kind why, and whether they will come
 * @param from the last event that was delivered
 * @param to where the next one follows; of another epoch when {@code kind} is {@code EPOCH}
 */
public record Discontinuity(String room, Kind kind, Position from, Position to) {

    /** What happened to the events. */
    public enum Kind {
        /** They are being fetched from the history and come, in order, before anything newer. */
        GAP,
        /** They are no longer in the history: what was built on them has to be loaded anew. */
        LOST,
        /** The room's log was begun anew: the same, and offsets count from 1 again. */
        EPOCH
    }
}
