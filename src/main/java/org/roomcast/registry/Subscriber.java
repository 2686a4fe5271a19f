package org.roomcast.registry;

import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Identity;

/** A reader of rooms. Safe in every thread. */
interface Subscriber {

    ConnectionId id();

    Identity identity();

    /**
     * Queues an event. Never blocks and never throws, so that a room may call it under its lock.
     *
     * @return false when the reader could not take it; the reader then ends itself
     */
    boolean deliver(SharedEvent event);

    /** Whether its queue is at most half full: the rest is for what others publish. */
    boolean hasRoom();

    /** Runs the task, once, when there is room or the reader has ended; on another thread. Forgets an earlier task. */
    void whenRoom(Runnable task);

    /** Ends the reader, with the reason that goes with {@code why}. */
    void disconnect(Disconnect why);
}
