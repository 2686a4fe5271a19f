package org.roomcast.registry;

import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;

/** Counts a room's publications. Written under the room's lock; read without it, so that reading delays nobody. */
final class RoomMeter {

    private volatile long events;
    private volatile long deliveries;

    /** Who came and who left is nobody's message and is not counted. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time, by the room's lock
    void count(SharedEvent event, int delivered) {
        if (event.event() instanceof Event.Published) {
            events = events + 1;
            deliveries = deliveries + delivered;
        }
    }

    long events() {
        return events;
    }

    long deliveries() {
        return deliveries;
    }
}
