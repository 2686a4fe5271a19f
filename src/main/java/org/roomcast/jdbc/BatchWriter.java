package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.roomcast.history.Stored;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;

/**
 * The one thread that writes history: it takes what waits, stores it and has the outcomes told.
 *
 * <h2>When the database fails</h2>
 *
 * A batch that failed before its commit is tried once more, if the database can be written to again at once. Otherwise the
 * database counts as away: the batch, what waits and what comes fails, and the database is tried again with growing pauses.
 * A batch whose commit failed is in doubt; it is neither told nor repeated until the database has said what became of it.
 * While a batch takes longer than {@link #PATIENCE} the writer counts as stalled, and nobody should wait for its turn.
 */
final class BatchWriter implements Runnable {

    private static final Logger LOG = SafeLog.of(BatchWriter.class);
    private static final int ATTEMPTS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final long NOT_KNOWN = -1;
    /** As long as one statement may take. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final LogWriter log;
    private final AppendQueue queue;
    private final Announcer announcer;
    private final Counters counters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long deadline;
    private volatile long batchSince;
    private volatile boolean isAtWork;
    private long number;

    BatchWriter(Database database, LogWriter log, AppendQueue queue, Announcer announcer, Counters counters) {
        this.database = database;
        this.log = log;
        this.queue = queue;
        this.announcer = announcer;
        this.counters = counters;
    }

    /** What an append that cannot be taken is told. */
    static ProtocolException unavailable() {
        return new ProtocolException(
                ErrorCode.UNAVAILABLE, "The history cannot be written now; nothing was published", LONGEST_PAUSE);
    }

    @Override
    public void run() {
        for (List<Append> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            // whoever interrupts this thread would have H2 close its file
            boolean unused = Thread.interrupted();
            write(batch);
        }
        announcer.end();
    }

    /** Whether the database has not answered for so long that what waits had better be refused. */
    boolean isStalled() {
        return isAtWork && System.nanoTime() - batchSince > PATIENCE.toNanos();
    }

    /** Refuses what waits behind a batch that takes too long. */
    void relieve() {
        if (isStalled()) {
            fail(queue.drain());
        }
    }

    /** Stores what waits for so long, and fails the rest. The queue has been closed. */
    void end(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        closing.countDown();
    }

    private void write(List<Append> batch) {
        for (int attempt = 1; ; attempt++) {
            RuntimeException failure = isTooLate() ? unavailable() : store(batch);
            if (failure == null) {
                return;
            }
            if (Faults.isBadValue(failure)) {
                separate(batch);
                return;
            }
            long last = isTooLate() ? 0 : lastStored();
            if (last == NOT_KNOWN) {
                waitForTheDatabase(batch, failure);
                return;
            }
            if (failure instanceof InDoubtException doubt && doubt.batch() == last) {
                succeed(batch, doubt.outcomes(), Duration.ZERO);
                return;
            }
            if (attempt == ATTEMPTS || isTooLate() || Faults.isTimeout(failure)) {
                LOG.log(Level.WARNING, "Events could not be stored", failure);
                fail(batch);
                return;
            }
        }
    }

    /** @return why it was not stored, or may not be; null when it is */
    private @Nullable RuntimeException store(List<Append> batch) {
        long start = System.nanoTime();
        number++;
        batchSince = start;
        isAtWork = true;
        try {
            List<Stored> outcomes = log.store(batch, number);
            isAtWork = false;
            succeed(batch, outcomes, Duration.ofNanos(System.nanoTime() - start));
            return null;
        } catch (RuntimeException failed) {
            return failed;
        } finally {
            isAtWork = false;
        }
    }

    /** One of them has a value that the database does not take; the others are none the worse for it. */
    private void separate(List<Append> batch) {
        if (batch.size() > 1) {
            batch.forEach(append -> write(List.of(append)));
            return;
        }
        LOG.log(Level.WARNING, "An event has a value that the database does not take");
        counters.failed(1);
        announcer.failed(batch, ProtocolException.badFrame("The event has characters that cannot be stored"));
    }

    private void waitForTheDatabase(List<Append> batch, RuntimeException failure) {
        LOG.log(Level.WARNING, "The history cannot be written; publishing is refused until it can", failure);
        counters.away(true);
        List<Append> waiting = queue.shut();
        InDoubtException doubt = failure instanceof InDoubtException it ? it : null;
        if (doubt == null) {
            fail(batch);
        }
        fail(waiting);
        long last = lastStoredWhenItIsBack();
        if (last != NOT_KNOWN) {
            LOG.log(Level.INFO, "The history can be written again");
            counters.away(false);
            settle(batch, doubt, last);
            queue.open();
        } else if (doubt != null) {
            // to tell that they failed might be a lie, and their publishers' connections end with the server
            LOG.log(
                    Level.WARNING,
                    () -> "The server stops without its database and does not know whether " + batch.size()
                            + " events were stored");
        }
    }

    private void settle(List<Append> batch, @Nullable InDoubtException doubt, long last) {
        if (doubt != null && doubt.batch() == last) {
            succeed(batch, doubt.outcomes(), Duration.ZERO);
        } else if (doubt != null) {
            fail(batch);
        }
    }

    private long lastStoredWhenItIsBack() {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            boolean isClosing = pause(pause);
            long last = lastStored();
            if (last != NOT_KNOWN || isClosing) {
                return last;
            }
        }
    }

    private long lastStored() {
        database.refresh();
        try {
            return log.lastStored();
        } catch (RuntimeException stillAway) {
            LOG.log(Level.DEBUG, "The database is away", stillAway);
            return NOT_KNOWN;
        }
    }

    /** @return whether the store is being closed */
    private boolean pause(Duration length) {
        try {
            return closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException unwanted) {
            LOG.log(Level.DEBUG, "The thread that writes history was interrupted; it goes on", unwanted);
            return closing.getCount() == 0;
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void succeed(List<Append> batch, List<Stored> outcomes, Duration time) {
        counters.stored(outcomes, time);
        announcer.stored(batch, outcomes);
    }

    private void fail(List<Append> batch) {
        counters.failed(batch.size());
        announcer.failed(batch, unavailable());
    }

    private boolean isTooLate() {
        return closing.getCount() == 0 && System.nanoTime() - deadline >= 0;
    }
}
