package org.roomcast.delivery;

/**
 * What may wait for one reader. Immutable.
 *
 * @param frames the most frames that wait, at least 1
 * @param bytes the most bytes that wait, at least 1
 */
public record OutboxLimits(int frames, long bytes) {}
