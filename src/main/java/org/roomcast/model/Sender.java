package org.roomcast.model;

import org.jspecify.annotations.Nullable;

/**
 * Who published something, as the server knows it. Immutable.
 *
 * @param id the user id; null for an anonymous connection
 * @param name the display name
 * @param connectionId the connection that published; null when it came over REST
 */
public record Sender(
        @Nullable String id, String name, @Nullable ConnectionId connectionId) {}
