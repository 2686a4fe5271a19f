package org.roomcast.registry;

import org.roomcast.codec.Event;

/** Makes the answer to a join, which reaches the connection before the room's first event. Called under a lock. */
@FunctionalInterface
public interface JoinAnswer {

    /** @param members how many users are in the room */
    Event toJoin(int members);
}
