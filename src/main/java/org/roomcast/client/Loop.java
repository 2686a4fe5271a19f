package org.roomcast.client;

import java.time.Duration;

/** The one thread that a client's state belongs to, with its clock. Both methods may be called from every thread. */
interface Loop {

    /** @return whether the task will run; not any more after {@link #stop} */
    boolean execute(Runnable task);

    Timer after(Duration delay, Runnable task);

    /** Of the kind of {@link System#nanoTime}. */
    long nanos();

    /** Runs what was handed over already, but no timer any more, and ends the thread. */
    void stop();

    /** A task that waits for its time. */
    interface Timer {

        Timer NONE = () -> {};

        /** Does nothing when the task has run. */
        void cancel();
    }
}
