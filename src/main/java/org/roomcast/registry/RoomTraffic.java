package org.roomcast.registry;

import org.roomcast.model.RoomName;

/**
 * What has gone through a room since it came into being, which is when its first member entered. Immutable.
 *
 * @param room the name
 * @param events publications
 * @param deliveries their frames, one for each member that took it
 */
public record RoomTraffic(RoomName room, long events, long deliveries) {}
