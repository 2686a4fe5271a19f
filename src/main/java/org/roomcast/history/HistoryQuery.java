package org.roomcast.history;

/**
 * Which part of a log is wanted. Immutable.
 *
 * @param direction from where
 * @param offset the offset that it starts at; not part of the answer
 * @param limit the most events, 0 to {@value #MAX_LIMIT}; with 0 only the ends of the log are told
 * @param maxSize the page ends with the event with which its data reach this, in characters
 */
public record HistoryQuery(Direction direction, long offset, int limit, int maxSize) {

    /** The most events of one page, PROTOCOL.md section 2.1. */
    public static final int MAX_LIMIT = 500;

    /** The size of a page when nothing else is said: long events must not fill the memory. */
    public static final int MAX_PAGE_SIZE = 1 << 20;

    public enum Direction {
        /** The oldest events that are newer than the offset. */
        AFTER,
        /** The newest events that are older than the offset. */
        BEFORE
    }

    public static HistoryQuery after(long offset, int limit) {
        return new HistoryQuery(Direction.AFTER, offset, limit, MAX_PAGE_SIZE);
    }

    public static HistoryQuery before(long offset, int limit) {
        return new HistoryQuery(Direction.BEFORE, offset, limit, MAX_PAGE_SIZE);
    }

    /** The newest events. */
    public static HistoryQuery latest(int limit) {
        return before(Long.MAX_VALUE, limit);
    }

    /** The same with another size. */
    public HistoryQuery ofSize(int size) {
        return new HistoryQuery(direction, offset, limit, size);
    }
}
