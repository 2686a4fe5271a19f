package org.roomcast.registry;

/**
 * How many connections there may be; 0 is no limit. Immutable.
 *
 * @param total on this server
 * @param perUser of one user
 * @param perAddress from one address
 * @param roomsPerConnection rooms that one connection may be in
 */
public record ConnectionLimits(int total, int perUser, int perAddress, int roomsPerConnection) {}
