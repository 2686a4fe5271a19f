package org.roomcast.history;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/**
 * Keeps the events of rooms and numbers them.
 *
 * <h2>Guarantees</h2>
 *
 * What {@link Outcome#stored} has told is there whatever process is killed, as far as the store is durable at all. The
 * offsets of a room count 1, 2, 3 without gaps within its epoch, in the order in which the events were stored; what one
 * thread appends to one room, one call after the other, is stored in that order. An epoch and the highest offset
 * outlive the events that they counted. A room without events has a position as well: the store's epoch and 0.
 *
 * <h2>Atomicity and order</h2>
 *
 * An append is stored wholly or not at all. The outcomes of one room are told one after the other, in the order of
 * their offsets, each when a {@link #read} already sees the event. Nothing is promised between rooms.
 *
 * <h2>Threads</h2>
 *
 * Every method may be called from every thread and none blocks. Outcomes and stages complete on any thread, possibly the
 * caller's own before the method returns, and never while the store holds a lock.
 *
 * <h2>Failures</h2>
 *
 * A store that cannot take an append now tells {@link Outcome#failed} with {@code unavailable}: nothing was stored. When
 * that is not known yet, because the store went away in the midst of it, the outcome waits until it is. What waits is
 * bounded; beyond that appends fail at once. Stages complete exceptionally with a {@link ProtocolException}. A store
 * recovers by itself.
 */
public interface HistoryStore extends AutoCloseable {

    /** Stores an event. Its outcome is told exactly once. */
    void append(NewEvent event, Outcome outcome);

    /** Reads a part of a room's log; of a room that it has never seen, an empty one. */
    CompletionStage<HistoryPage> read(RoomName room, HistoryQuery query);

    /** The rooms that have events, by name; at most {@code limit}, of those after {@code after} in the order of names. */
    CompletionStage<List<RoomName>> rooms(String after, int limit);

    /** Forgets what the rooms' policies no longer keep. To be called now and then; returns at once. */
    void trim();

    /** Whether it could take an append now, as far as it knows. */
    boolean isAvailable();

    /** What it has done so far. */
    HistoryStats stats();

    /** Stores what waits, as far as that can be done within some seconds, and lets go of everything. Blocks. */
    @Override
    void close();

    /** Is told what became of an append. Must neither block nor throw. */
    interface Outcome {

        /** It is stored, or was by an earlier append with the same key, whose position then is told. */
        void stored(Stored stored);

        /** Nothing was stored. */
        void failed(ProtocolException why);
    }
}
