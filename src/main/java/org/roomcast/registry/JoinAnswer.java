package org.roomcast.registry;

import org.roomcast.codec.Event;

/**
 * Makes the answer to a join, which reaches the connection before the room's first event. Called under a lock; when it
 * throws, the connection is not in the room.
 */
@FunctionalInterface
public interface JoinAnswer {

    Event toJoin(JoinResult result);
}
