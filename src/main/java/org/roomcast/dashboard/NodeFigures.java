package org.roomcast.dashboard;

/**
 * A server, and who is connected to it. Immutable.
 *
 * @param node its id
 * @param connections open connections
 * @param usersOnline users, an anonymous connection being one of its own
 */
public record NodeFigures(String node, int connections, int usersOnline) {}
