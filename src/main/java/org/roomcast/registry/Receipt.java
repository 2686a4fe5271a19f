package org.roomcast.registry;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * What became of a publication. Immutable.
 *
 * @param delivered to how many connections it was queued
 * @param duplicate whether it repeats an earlier one with the same key, and was not published again
 * @param position its place in the room's history, of a repetition the first one's; null when it is in none
 */
public record Receipt(
        int delivered, boolean duplicate, @Nullable Position position) {}
