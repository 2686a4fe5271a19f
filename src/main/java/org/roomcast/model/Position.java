package org.roomcast.model;

/**
 * A place in one room's history (PROTOCOL.md section 4). Immutable.
 *
 * @param epoch names the log; another epoch means that the old history is gone and offsets start over
 * @param offset counts the events of the epoch: 1, 2, 3 and so on without gaps; 0 before the first one
 */
public record Position(String epoch, long offset) {

    /** The longest epoch that a client may send back, in characters. */
    public static final int MAX_EPOCH = 64;

    /** The place {@code events} further on. */
    public Position plus(long events) {
        return new Position(epoch, offset + events);
    }
}
