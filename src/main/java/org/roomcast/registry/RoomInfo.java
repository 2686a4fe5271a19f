package org.roomcast.registry;

import org.roomcast.model.RoomName;

/**
 * The size of a room. Immutable.
 *
 * @param room the name
 * @param connections how many connections are in it
 * @param users how many users
 */
public record RoomInfo(RoomName room, int connections, int users) {}
