package org.roomcast.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Tasks that wait until an outbox has room: one for each room that its reader is on the way into. Safe in every thread. */
final class WaitingTasks {

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    WaitingTasks(Executor pool) {
        this.pool = pool;
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs those that wait now, on the pool; one that finds too little room waits anew. */
    void wake() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                pool.execute(task);
            }
        }
    }
}
