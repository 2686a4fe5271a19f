package org.roomcast.model;

import java.time.Duration;

/**
 * How much of a room's history or of an inbox is kept: the newest entries, up to a number and an age. Immutable.
 *
 * @param size the most entries; 0 for no history at all, and so no positions
 * @param age the greatest age
 */
public record Retention(int size, Duration age) {

    /** What holds for a room that no policy says otherwise of, PROTOCOL.md section 9. */
    public static final Retention DEFAULT = new Retention(1_000, Duration.ofDays(7));

    public static final Retention NONE = new Retention(0, Duration.ZERO);

    /** Whether anything is kept. */
    public boolean isKept() {
        return size > 0;
    }
}
