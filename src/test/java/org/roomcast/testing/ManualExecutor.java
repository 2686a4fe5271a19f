package org.roomcast.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Keeps tasks until a test runs them, on the test's own thread. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** How many tasks wait. */
    public int size() {
        return tasks.size();
    }

    /** Runs the oldest task. @return false when there was none */
    public boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Runs everything, what the tasks themselves submit included. @return how many tasks ran */
    public int runAll() {
        int count = 0;
        while (runNext()) {
            count++;
        }
        return count;
    }
}
