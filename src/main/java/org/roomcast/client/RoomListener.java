package org.roomcast.client;

/**
 * Hears what happens in one room. All methods are called by the client's one thread, one after the other: they must not
 * block. One that throws harms nobody; the exception comes to {@link ClientListener#failed}.
 */
public interface RoomListener {

    /** An event: each once, in the room's order, live or caught up with. */
    default void event(RoomEvent event) {}

    /** The client is in the room, for the first time or again. */
    default void entered(Entry entry) {}

    /** Events are missing. */
    default void discontinued(Discontinuity discontinuity) {}

    /** Somebody came or left. */
    default void presence(PresenceChange change) {}

    /** The client was in the room and could not come back into it; it is out now. */
    default void lost(RoomcastException reason) {}
}
