package org.roomcast.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.NotificationId;
import org.roomcast.model.Retention;

/**
 * Writes to the inbox's tables: one thread takes what waits into one transaction and tells the outcomes after the
 * commit, in order.
 *
 * <h2>Failures</h2>
 *
 * When the database is away, whatever waits fails at once. When a transaction fails for another reason, its writes are
 * tried one by one, so that one of them cannot fail the others. When the connection is lost during a commit, nobody
 * knows whether it took effect: the writer looks until it can see, and only then tells.
 */
final class InboxWriter implements AutoCloseable {

    private static final int MAX_WAITING = 1_000;
    private static final int MAX_BATCH = 200;
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final InboxAccess access;
    private final Retention retention;
    private final Clock clock;
    private final InboxTrim trim;
    private final ThreadPoolExecutor thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<InboxWrite<?>> waiting = new ArrayDeque<>();
    private boolean isAtWork;
    private boolean isClosed;

    InboxWriter(InboxAccess access, Retention retention, Clock clock, ThreadFactory threads) {
        this.access = access;
        this.retention = retention;
        this.clock = clock;
        this.trim = new InboxTrim(retention);
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Carries something out when its turn has come. */
    <T> CompletionStage<T> submit(Function<InboxTransaction, T> work) {
        InboxWrite<T> write = new InboxWrite<>(work);
        synchronized (this) {
            if (isClosed || waiting.size() == MAX_WAITING) {
                return CompletableFuture.failedFuture(InboxAccess.unavailable());
            }
            waiting.add(write);
            if (!isAtWork) {
                isAtWork = true;
                thread.execute(this::work);
            }
        }
        return write.outcome();
    }

    /** Takes nothing new and waits for what is under way, some seconds. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        closing.countDown();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                failWaiting();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<InboxWrite<?>> batch = next();
        while (!batch.isEmpty()) {
            carryOut(batch);
            batch = next();
        }
    }

    private synchronized List<InboxWrite<?>> next() {
        List<InboxWrite<?>> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < MAX_BATCH) {
            batch.add(waiting.remove());
        }
        isAtWork = !batch.isEmpty();
        return batch;
    }

    /** What is known of a transaction when it has failed. */
    private static final class Attempt {
        private boolean hasBegun;
        private boolean isCommitting;
        private @Nullable NotificationId first;
    }

    private void carryOut(List<InboxWrite<?>> batch) {
        Attempt attempt = new Attempt();
        try {
            access.inTransaction(handle -> {
                attempt.hasBegun = true;
                InboxTransaction transaction =
                        new InboxTransaction(handle, retention, clock.instant().truncatedTo(ChronoUnit.MILLIS), trim);
                batch.forEach(write -> write.carryOut(transaction));
                transaction.end();
                attempt.first = transaction.firstPosted();
                attempt.isCommitting = true;
                return batch;
            });
            batch.forEach(InboxWrite::tell);
        } catch (RuntimeException | Error failure) {
            boolean isLost = access.failed(failure);
            if (attempt.isCommitting && attempt.first != null) {
                settle(batch, attempt.first);
            } else if (attempt.hasBegun && !isLost && batch.size() > 1) {
                batch.forEach(write -> carryOut(List.of(write)));
            } else {
                fail(batch);
            }
        }
    }

    /** Finds out whether a commit took effect. The lock waits for a server that is still at it. */
    private void settle(List<InboxWrite<?>> batch, NotificationId first) {
        boolean isKnown = false;
        boolean isCommitted = false;
        while (!isKnown) {
            try {
                isCommitted = access.inTransaction(handle -> {
                    InboxTables tables = new InboxTables(handle, retention, clock.instant());
                    tables.lock();
                    return tables.exists(first);
                });
                isKnown = true;
            } catch (RuntimeException | Error stillAway) {
                access.failed(stillAway);
                failWaiting();
                isKnown = pause();
            }
        }
        if (isCommitted) {
            batch.forEach(InboxWrite::tell);
        } else {
            fail(batch);
        }
    }

    /** @return whether the inbox is closing: then nobody waits for an outcome any more */
    private boolean pause() {
        try {
            return closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void failWaiting() {
        List<InboxWrite<?>> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        fail(all);
    }

    private static void fail(List<InboxWrite<?>> writes) {
        writes.forEach(write -> write.fail(InboxAccess.unavailable()));
    }
}
