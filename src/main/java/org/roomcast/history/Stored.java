package org.roomcast.history;

import org.roomcast.model.Position;

/**
 * Where an event was stored. Immutable.
 *
 * @param position its place in the room's log
 * @param duplicate whether an earlier append with the same key stored it
 */
public record Stored(Position position, boolean duplicate) {}
