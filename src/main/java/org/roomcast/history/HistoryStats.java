package org.roomcast.history;

import java.time.Duration;

/**
 * What a {@link HistoryStore} has done since its start and is doing, for metrics. Immutable; its numbers may be some
 * microseconds apart.
 *
 * @param waiting events that wait to be stored
 * @param batches transactions; 0 where there are none
 * @param stored events stored
 * @param duplicates appends answered by an earlier one with the same key
 * @param failed appends that were not stored
 * @param trimmed events deleted because the policy of their room no longer keeps them
 * @param batchTime what the transactions took, all together
 * @param lastBatchEvents the appends of the newest transaction
 * @param available whether an append would be taken now
 */
public record HistoryStats(
        int waiting,
        long batches,
        long stored,
        long duplicates,
        long failed,
        long trimmed,
        Duration batchTime,
        int lastBatchEvents,
        boolean available) {}
