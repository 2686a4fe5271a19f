package org.roomcast.client;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread: a program that forgets to close its client still ends. */
final class ThreadLoop implements Loop {

    private final ScheduledThreadPoolExecutor thread;

    ThreadLoop(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        // Once stopped: timers are dropped, what was handed over still runs.
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean execute(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            Future<?> timer = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return Timer.NONE;
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void stop() {
        thread.shutdown();
    }
}
