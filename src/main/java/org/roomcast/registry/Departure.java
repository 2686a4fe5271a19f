package org.roomcast.registry;

import org.roomcast.model.RoomName;

/**
 * A user's last connection has left a room; the user may still come back.
 *
 * @param generation the arrivals of the user so far: another number means that the user has come back
 */
record Departure(RoomName room, String userId, int generation) {}
