package org.roomcast.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop on the test's own thread, whose time passes only when it is told to. */
final class ManualLoop implements Loop {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.at).thenComparingLong(alarm -> alarm.number));
    private long now = -Duration.ofDays(1).toNanos();
    private long count;
    private boolean running;
    private boolean stopped;

    @Override
    public boolean execute(Runnable task) {
        if (stopped) {
            return false;
        }
        tasks.add(task);
        runAll();
        return true;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now + delay.toNanos(), count++, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** How many timers wait. */
    int timers() {
        return alarms.size();
    }

    void advance(Duration time) {
        long until = now + time.toNanos();
        for (Alarm next = alarms.peek(); next != null && next.at <= until && !stopped; next = alarms.peek()) {
            alarms.remove(next);
            now = Math.max(now, next.at);
            tasks.add(next.task);
            runAll();
        }
        now = until;
    }

    private void runAll() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        } finally {
            running = false;
        }
    }

    private record Alarm(long at, long number, Runnable task) {}
}
