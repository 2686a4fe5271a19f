package org.roomcast.history;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Threads of tests. */
final class Threads {

    private Threads() {}

    /** A task that throws leaves its work undone, which the test must notice. */
    static Thread start(ThrowingCallable task) {
        Thread thread = new Thread(() -> {
            try {
                task.call();
            } catch (Throwable failed) {
                throw new AssertionError(failed);
            }
        });
        thread.start();
        return thread;
    }
}
