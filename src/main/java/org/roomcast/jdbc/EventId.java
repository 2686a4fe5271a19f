package org.roomcast.jdbc;

/**
 * The primary key of an event: its room's in the upper bits, its offset in the lower ones. So the events of a room lie side
 * by side in the database's file and are deleted together; among those of other rooms each would keep a page alive, and
 * with it, in H2, the whole chunk that the page was written in. Stateless.
 */
final class EventId {

    /** A thousand events a second in one room for two years; that leaves 134 million rooms, which are never deleted. */
    private static final int OFFSET_BITS = 36;

    static final long MAX_OFFSET = (1L << OFFSET_BITS) - 1;
    static final long MAX_ROOM = Long.MAX_VALUE >> OFFSET_BITS;

    private EventId() {}

    static long of(long room, long offset) {
        if (room < 0 || room > MAX_ROOM || offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("no event: room " + room + ", offset " + offset);
        }
        return room << OFFSET_BITS | offset;
    }
}
