package org.roomcast.jdbc;

import java.util.List;
import org.roomcast.history.Stored;

/** A commit failed, so that nobody knows yet whether it took effect. */
final class InDoubtException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long batch;
    private final transient List<Stored> outcomes;

    /** @param outcomes what to tell if it did */
    InDoubtException(long batch, List<Stored> outcomes, RuntimeException cause) {
        super(cause);
        this.batch = batch;
        this.outcomes = outcomes;
    }

    /** The number of the batch. */
    long batch() {
        return batch;
    }

    List<Stored> outcomes() {
        return outcomes;
    }
}
