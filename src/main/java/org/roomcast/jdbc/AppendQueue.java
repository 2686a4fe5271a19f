package org.roomcast.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be stored: first in, first out, bounded. Safe in every thread. */
final class AppendQueue {

    private enum State {
        OPEN,
        /** The database is away. */
        SHUT,
        CLOSED
    }

    private final HistoryLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Append> waiting = new ArrayDeque<>();
    private long characters;
    private State state = State.OPEN;

    AppendQueue(HistoryLimits limits) {
        this.limits = limits;
    }

    /** Adds it, unless there is no room. */
    boolean offer(Append append) {
        lock.lock();
        try {
            if (state != State.OPEN || isFull(append.size())) {
                return false;
            }
            waiting.add(append);
            characters += append.size();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a batch; an empty one means that the queue is closed and that nothing is left. */
    List<Append> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && state != State.CLOSED) {
                changed.awaitUninterruptibly();
            }
            List<Append> batch = new ArrayList<>(Math.min(waiting.size(), limits.batchEvents()));
            long size = 0;
            for (Append next = waiting.peek();
                    next != null && fits(batch.size(), size + next.size());
                    next = waiting.peek()) {
                batch.add(waiting.remove());
                size += next.size();
            }
            characters -= size;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more until {@link #open}. @return what was waiting */
    List<Append> shut() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.SHUT;
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all that waits, and goes on. */
    List<Append> drain() {
        lock.lock();
        try {
            List<Append> all = new ArrayList<>(waiting);
            waiting.clear();
            characters = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            if (state == State.SHUT) {
                state = State.OPEN;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more at all; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            state = State.CLOSED;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a small event would be taken now. */
    boolean takes() {
        lock.lock();
        try {
            return state == State.OPEN && !isFull(0);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int more) {
        return waiting.size() >= limits.waitingEvents()
                || (!waiting.isEmpty() && characters + more > limits.waitingCharacters());
    }

    private boolean fits(int events, long size) {
        return events == 0 || (events < limits.batchEvents() && size <= limits.batchCharacters());
    }
}
