package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryStats;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.NewEvent;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.SafeLog;

/**
 * Keeps history in a database. What one thread appends after the other is stored in that order; appends that come at the
 * same time share a commit.
 *
 * <h2>Threads</h2>
 *
 * One writes ({@link BatchWriter}), one sees whether that takes too long, one tells outcomes ({@link Announcer}), up to four
 * read, one trims. None of the callers'
 * ever waits for the database, except in the constructor and in {@link #close}.
 *
 * <h2>Bounds</h2>
 *
 * What waits to be written is bounded by {@link HistoryLimits}, what waits to be read by a number, what one page brings
 * into memory by {@link HistoryQuery#MAX_PAGE_SIZE}. Beyond that callers are told {@code unavailable}.
 */
public final class JdbcHistoryStore implements HistoryStore {

    private static final Logger LOG = SafeLog.of(JdbcHistoryStore.class);
    private static final int READERS = 4;
    /** A second's work at least. */
    private static final int WAITING_READS = 500;

    private static final long WATCH_MILLIS = 500;

    private static final Duration DRAIN = Duration.ofSeconds(5);
    /** On top, for a statement that is under way and for whoever is told. */
    private static final Duration LEAVE = Duration.ofSeconds(8);

    private final AppendQueue queue;
    private final Counters counters = new Counters();
    private final BatchWriter writer;
    private final Thread writerThread;
    private final Announcer announcer;
    private final PageReader pages;
    private final Trimmer trimmer;
    private final ThreadPoolExecutor readers;
    private final ThreadPoolExecutor trimming;
    private final ScheduledThreadPoolExecutor watch;
    private volatile boolean isClosing;
    private volatile boolean isReadingFailing;
    /** Found while nobody publishes, and so found to be over as well. */
    private volatile boolean isUnreachable;

    /**
     * Starts its threads. The database stays open when it is closed.
     *
     * @param clock tells when keys and events are too old
     * @param threads makes its threads; nobody may interrupt them
     * @throws DatabaseException when the database cannot be written to
     */
    public JdbcHistoryStore(
            Database database, RoomPolicies policies, Clock clock, HistoryLimits limits, ThreadFactory threads) {
        LogWriter log = new LogWriter(database, clock);
        try {
            log.lastStored();
        } catch (RuntimeException failed) {
            throw new DatabaseException("The database cannot be written to", failed);
        }
        this.queue = new AppendQueue(limits);
        this.announcer = new Announcer(threads);
        this.writer = new BatchWriter(database, log, queue, announcer, counters);
        this.pages = new PageReader(database);
        this.trimmer = new Trimmer(database.jdbi(), policies, clock, counters, () -> isClosing);
        this.readers = pool(READERS, WAITING_READS, threads);
        this.trimming = pool(1, 1, threads);
        this.watch = new ScheduledThreadPoolExecutor(1, threads);
        var unused = watch.scheduleWithFixedDelay(writer::relieve, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        this.writerThread = threads.newThread(writer);
        writerThread.start();
    }

    @Override
    public void append(NewEvent event, Outcome outcome) {
        if (writer.isStalled() || !queue.offer(Append.of(event, outcome))) {
            counters.failed(1);
            outcome.failed(BatchWriter.unavailable());
        }
    }

    @Override
    public CompletionStage<HistoryPage> read(RoomName room, HistoryQuery query) {
        return reading(() -> pages.page(room, query));
    }

    @Override
    public CompletionStage<List<RoomName>> rooms(String after, int limit) {
        return reading(() -> pages.rooms(after, limit));
    }

    /** One at a time: what is asked for meanwhile is done once more afterwards, as time has passed. */
    @Override
    public void trim() {
        try {
            trimming.execute(this::trimNow);
        } catch (RejectedExecutionException oneWaitsOrItIsTheEnd) {
            LOG.log(Level.DEBUG, "No trimming now", oneWaitsOrItIsTheEnd);
        }
    }

    @Override
    public boolean isAvailable() {
        return queue.takes() && !counters.isAway() && !isUnreachable && !writer.isStalled();
    }

    @Override
    public HistoryStats stats() {
        return counters.stats(queue.size(), isAvailable());
    }

    @Override
    public void close() {
        isClosing = true;
        queue.close();
        writer.end(DRAIN);
        watch.shutdownNow();
        readers.shutdown();
        trimming.shutdown();
        long deadline = System.nanoTime() + DRAIN.plus(LEAVE).toNanos();
        try {
            TimeUnit.NANOSECONDS.timedJoin(writerThread, deadline - System.nanoTime());
            boolean isOver = announcer.awaitEnd(deadline - System.nanoTime())
                    && readers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && trimming.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!isOver) {
                LOG.log(Level.WARNING, "The database does not answer; the threads that wait for it are left behind");
            }
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletionStage<T> reading(Supplier<T> query) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            readers.execute(() -> read(query, result));
        } catch (RejectedExecutionException tooManyWait) {
            result.completeExceptionally(unreadable());
        }
        return result;
    }

    private <T> void read(Supplier<T> query, CompletableFuture<T> result) {
        if (isClosing) {
            result.completeExceptionally(unreadable());
            return;
        }
        try {
            T answer = query.get();
            isReadingFailing = false;
            result.complete(answer);
        } catch (RuntimeException failed) {
            // of a database that is away the log needs to tell once
            LOG.log(isReadingFailing ? Level.DEBUG : Level.WARNING, "The history cannot be read", failed);
            isReadingFailing = true;
            result.completeExceptionally(unreadable());
        }
    }

    private static ProtocolException unreadable() {
        return new ProtocolException(ErrorCode.UNAVAILABLE, "The history cannot be read now", Duration.ofSeconds(1));
    }

    private void trimNow() {
        try {
            trimmer.run();
            isUnreachable = false;
        } catch (RuntimeException failed) {
            isUnreachable = Faults.isConnectionLost(failed);
            LOG.log(Level.WARNING, "The history could not be trimmed; the next time goes on from there", failed);
        }
    }

    private static ThreadPoolExecutor pool(int size, int waiting, ThreadFactory threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
