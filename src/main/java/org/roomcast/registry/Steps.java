package org.roomcast.registry;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs a step in one thread at a time; whoever asks meanwhile has it run once more by that thread. Never waits. */
final class Steps {

    private final Runnable step;
    private final AtomicInteger asked = new AtomicInteger();

    Steps(Runnable step) {
        this.step = step;
    }

    void run() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            step.run();
            missed = asked.addAndGet(-missed);
        } while (missed != 0);
    }
}
