package org.roomcast.inbox;

import java.time.Instant;

/**
 * What became of a post. Immutable.
 *
 * @param id of the notification; of the earlier one when this repeats it
 * @param timestamp when it was posted
 * @param duplicate whether an earlier post of the same sender with the same key kept it
 */
public record Posted(String id, Instant timestamp, boolean duplicate) {}
