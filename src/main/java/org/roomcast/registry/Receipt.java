package org.roomcast.registry;

/**
 * What became of a publication. Immutable.
 *
 * @param delivered to how many connections it was queued
 * @param duplicate whether it repeats an earlier one with the same key, and was not published again
 */
public record Receipt(int delivered, boolean duplicate) {}
