package org.roomcast.testing;

import java.util.concurrent.Executor;

/** Runs tasks in place. */
public final class DirectExecutor implements Executor {

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
