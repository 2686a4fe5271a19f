package org.roomcast.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.InboxPage;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Notification;
import org.roomcast.inbox.Posted;
import org.roomcast.jdbc.InboxTables.Seen;
import org.roomcast.model.Retention;

/**
 * An inbox in a database. One thread writes, a few read; several processes may use one database. It does not close the
 * database, which others use as well.
 */
public final class JdbcInbox implements Inbox {

    private static final int READERS = 4;
    private static final int MAX_WAITING = 1_000;
    /** Whoever has waited for that long is told that the inbox is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Retention retention;
    private final Clock clock;
    private final InboxAccess access;
    private final InboxWriter writer;
    private final ThreadPoolExecutor readers;
    private final AtomicInteger trimsAskedFor = new AtomicInteger();

    /**
     * @param retention how much one reader has at most
     * @param clock the time of day; that of all processes that use the database should be about the same
     */
    public JdbcInbox(Database database, Retention retention, Clock clock, ThreadFactory threads) {
        this.retention = retention;
        this.clock = clock;
        this.access = new InboxAccess(database);
        this.writer = new InboxWriter(access, retention, clock, threads);
        this.readers = new ThreadPoolExecutor(
                READERS, READERS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), threads);
        readers.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<Posted> post(NewNotification notification) {
        return writer.submit(transaction -> transaction.post(notification));
    }

    @Override
    public CompletionStage<InboxPage> read(Reader reader, InboxQuery query) {
        CompletableFuture<InboxPage> page = new CompletableFuture<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            readers.execute(() -> {
                if (System.nanoTime() - deadline > 0) {
                    page.completeExceptionally(InboxAccess.unavailable());
                } else {
                    read(reader, query, page);
                }
            });
        } catch (RejectedExecutionException tooManyOrClosed) {
            page.completeExceptionally(InboxAccess.unavailable());
        }
        return page;
    }

    @Override
    public CompletionStage<Integer> markRead(Reader reader, @Nullable String id) {
        return writer.submit(transaction -> transaction.markRead(reader, id));
    }

    @Override
    public void trim() {
        if (trimsAskedFor.getAndIncrement() == 0) {
            trimFurther(1);
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.shutdown();
        try {
            if (!readers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                readers.getQueue().clear();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Step by step, so that posts have their turn in between. */
    private void trimFurther(int asked) {
        writer.submit(InboxTransaction::trim).whenComplete((isMore, failure) -> {
            if (failure == null && isMore) {
                trimFurther(asked);
            } else if (!trimsAskedFor.compareAndSet(asked, 0)) {
                trimFurther(trimsAskedFor.get());
            }
        });
    }

    private void read(Reader reader, InboxQuery query, CompletableFuture<InboxPage> page) {
        try {
            page.complete(access.read(handle -> page(handle, reader, query)));
        } catch (RuntimeException | Error failure) {
            access.failed(failure);
            page.completeExceptionally(InboxAccess.unavailable());
        }
    }

    /** The places are of one moment; what is deleted before its text is read is left out. */
    private InboxPage page(Handle handle, Reader reader, InboxQuery query) {
        InboxTables tables = new InboxTables(handle, retention, clock.instant());
        List<Seen> all = tables.inboxOf(reader);
        long before = query.before() == null ? Long.MAX_VALUE : query.before().place();
        List<Seen> wanted = all.stream()
                .filter(seen -> seen.place() < before && !(query.unreadOnly() && seen.isRead()))
                .limit(query.limit())
                .toList();
        Map<Long, Notification> contents =
                tables.contents(wanted.stream().map(Seen::place).toList());
        List<Notification> notifications = wanted.stream()
                .filter(seen -> contents.containsKey(seen.place()))
                .map(seen -> Objects.requireNonNull(contents.get(seen.place())).asRead(seen.isRead()))
                .toList();
        int unread = (int) all.stream().filter(seen -> !seen.isRead()).count();
        return new InboxPage(notifications, unread);
    }
}
