package org.roomcast.dashboard;

/**
 * What the dashboard has to know of its surroundings. Immutable.
 *
 * @param node this server's id, as {@code welcome} tells it
 * @param isPublic whether everyone may look: nobody is named then
 */
public record DashboardSettings(String node, boolean isPublic) {}
