package org.roomcast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user who is present, in a room or on the server. Immutable.
 *
 * @param id the user id, {@code anon-<connection id>} for an anonymous connection
 * @param name the display name
 * @param email the e-mail address of the token; null when it has none, or presence does not show any
 * @param connectedAt since when, of the user's oldest connection there
 * @param connections how many of the user's connections are there; 0 while the user may still come back within the
 *     grace period
 */
public record Member(String id, String name, @Nullable String email, Instant connectedAt, int connections) {}
