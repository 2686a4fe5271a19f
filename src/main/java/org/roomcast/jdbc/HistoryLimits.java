package org.roomcast.jdbc;

/**
 * How much a {@link JdbcHistoryStore} holds in memory and takes at once. Immutable. Characters are those of the events'
 * data; one event that is larger than a limit by itself is taken all the same.
 *
 * @param waitingEvents the most events that wait to be stored
 * @param waitingCharacters the most characters of them
 * @param batchEvents the most events of one transaction
 * @param batchCharacters the most characters of them
 */
public record HistoryLimits(int waitingEvents, int waitingCharacters, int batchEvents, int batchCharacters) {

    /**
     * What waits is stored within a second or two by a usual disk. A batch of a thousand has all there is to gain from
     * sharing a commit.
     */
    public static final HistoryLimits DEFAULT = new HistoryLimits(10_000, 8 << 20, 1_000, 2 << 20);
}
