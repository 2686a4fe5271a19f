package org.roomcast.dashboard;

import org.roomcast.model.RoomName;

/**
 * A room in which something was published during the last interval. Immutable.
 *
 * @param room the name
 * @param connections how many are in it
 * @param users how many users
 * @param messagesPerSecond publications
 * @param deliveriesPerSecond their frames, one for each member
 */
public record BusyRoom(
        RoomName room, int connections, int users, double messagesPerSecond, double deliveriesPerSecond) {}
