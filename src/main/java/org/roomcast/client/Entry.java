package org.roomcast.client;

/**
 * This client is in a room, for the first time or again. Immutable.
 *
 * @param room the room
 * @param members how many users are in it
 * @param again whether it was in the room before and has come back after a lost connection
 * @param recovered whether everything published since the last known position follows; false on a first entry
 */
public record Entry(String room, int members, boolean again, boolean recovered) {}
