package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.roomcast.history.Stored;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;

/** Tells outcomes in the order of the batches, on a thread of its own, while the next batch is being stored. */
final class Announcer {

    private static final Logger LOG = SafeLog.of(Announcer.class);
    /** Beyond that the writer waits: whoever is told is slower than the database. */
    private static final int BATCHES = 4;

    private final Semaphore slots = new Semaphore(BATCHES);
    private final ThreadPoolExecutor thread;

    Announcer(ThreadFactory threads) {
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    }

    /** @param outcomes one for each of the batch, in its order */
    void stored(List<Append> batch, List<Stored> outcomes) {
        later(() -> {
            for (int i = 0; i < batch.size(); i++) {
                Append append = batch.get(i);
                Stored stored = outcomes.get(i);
                guarded(() -> append.outcome().stored(stored));
            }
        });
    }

    void failed(List<Append> batch, ProtocolException why) {
        if (!batch.isEmpty()) {
            later(() -> batch.forEach(append -> guarded(() -> append.outcome().failed(why))));
        }
    }

    /** Takes nothing more. */
    void end() {
        thread.shutdown();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return thread.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    private void later(Runnable telling) {
        slots.acquireUninterruptibly();
        thread.execute(() -> {
            try {
                telling.run();
            } finally {
                slots.release();
            }
        });
    }

    /** One that breaks the contract keeps nobody else from being told. */
    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "Whoever was told the outcome of an append threw", fault);
        }
    }
}
