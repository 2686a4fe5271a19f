package org.roomcast.jdbc;

import java.time.Duration;

/**
 * What a {@link JdbcHistoryStore} has done and is doing, for metrics. Immutable; its numbers may be some microseconds apart.
 *
 * @param waiting events that wait to be stored
 * @param batches transactions since the start
 * @param stored events stored since the start
 * @param duplicates appends answered by an earlier one with the same key
 * @param failed appends that were not stored
 * @param lastBatchEvents the appends of the newest transaction
 * @param lastBatchTime what it took
 * @param available whether an append would be taken now
 */
public record HistoryStats(
        int waiting,
        long batches,
        long stored,
        long duplicates,
        long failed,
        int lastBatchEvents,
        Duration lastBatchTime,
        boolean available) {}
