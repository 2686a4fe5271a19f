package org.roomcast.dashboard;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tile of the dashboard that a program sets over REST. Immutable; either a value or a series is there.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 _ -}
 * @param title the headline; null for the id
 * @param value a number or a text; null when it is a series
 * @param series numbers over time, oldest first; null when it is a value
 * @param unit what is counted; null for nothing
 */
public record Widget(
        String id,
        @Nullable String title,
        @Nullable Object value,
        @Nullable List<BigDecimal> series,
        @Nullable String unit) {}
