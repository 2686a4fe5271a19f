package org.roomcast.durability;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What every client did and saw, in the order in which each of them did. Safe in every thread. */
final class Journal {

    /** A publication, or what a subscriber was told. */
    sealed interface Entry {}

    /** A client asked for a publication; what became of it is unknown unless another entry tells. */
    record Invoked(String client, String room, String id) implements Entry {}

    /** The server said that it is stored. */
    record Acked(String client, String room, String id, String epoch, long offset) implements Entry {}

    /** A subscriber came into a room: anew with {@code recovered} null, or back. */
    record Joined(String client, String room, String epoch, long offset, Boolean recovered) implements Entry {}

    /** A subscriber got an event. */
    record Seen(String client, String room, String id, String epoch, long offset) implements Entry {}

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acked = new AtomicInteger();

    void add(Entry entry) {
        entries.add(entry);
        if (entry instanceof Acked) {
            acked.incrementAndGet();
        }
    }

    /** How many publications have been acknowledged. */
    int acked() {
        return acked.get();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
