package org.roomcast.registry;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * How somebody came into a room. Immutable.
 *
 * @param members how many users are in the room
 * @param position of the room's newest event; null when the room has no history
 * @param recovered whether everything that was missed follows; null when that was not asked
 */
public record JoinResult(
        int members, @Nullable Position position, @Nullable Boolean recovered) {}
