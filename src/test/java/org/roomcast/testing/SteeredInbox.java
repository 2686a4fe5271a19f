package org.roomcast.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.InboxPage;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Posted;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;

/** An inbox that a test makes slow or lets go away. What it does it does at once; only its answers wait. */
public final class SteeredInbox implements Inbox {

    private final Inbox inbox;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isAway;
    private boolean isSlow;
    private int reads;

    public SteeredInbox(Inbox inbox) {
        this.inbox = inbox;
    }

    /** From now on every call fails with {@code unavailable}. */
    public synchronized void goAway() {
        isAway = true;
    }

    public synchronized void comeBack() {
        isAway = false;
    }

    /** From now on answers wait until they are let out. */
    public synchronized void slowDown() {
        isSlow = true;
    }

    /** From now on answers come at once; those that wait go on waiting. */
    public synchronized void speedUp() {
        isSlow = false;
    }

    /** Lets the oldest answer out that waits. @return false when there was none */
    public boolean answerNext() {
        Runnable next = poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** Takes the oldest answer, which must be waiting, to be let out whenever the test likes. */
    public Runnable takeNext() {
        Runnable next = poll();
        if (next == null) {
            throw new AssertionError("no answer waits");
        }
        return next;
    }

    /** The same, as soon as there is one. */
    public Runnable awaitNext() {
        AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        Eventually.eventually(() -> next.set(takeNext()));
        return Objects.requireNonNull(next.get());
    }

    /** Puts the oldest answer behind the others. */
    public synchronized void postponeNext() {
        Runnable next = waiting.poll();
        if (next != null) {
            waiting.add(next);
        }
    }

    private synchronized @Nullable Runnable poll() {
        return waiting.poll();
    }

    /** How often it was read. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public CompletionStage<Posted> post(NewNotification notification) {
        return answer(() -> inbox.post(notification));
    }

    @Override
    public CompletionStage<InboxPage> read(Reader reader, InboxQuery query) {
        synchronized (this) {
            reads++;
        }
        return answer(() -> inbox.read(reader, query));
    }

    @Override
    public CompletionStage<Integer> markRead(Reader reader, @Nullable String id) {
        return answer(() -> inbox.markRead(reader, id));
    }

    @Override
    public void trim() {
        inbox.trim();
    }

    @Override
    public void close() {
        inbox.close();
    }

    private synchronized <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> call) {
        CompletionStage<T> done = isAway
                ? CompletableFuture.failedFuture(
                        new ProtocolException(ErrorCode.UNAVAILABLE, "The inbox is away", Duration.ofSeconds(1)))
                : call.get();
        if (!isSlow) {
            return done;
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        waiting.add(() -> done.whenComplete((result, failure) -> {
            if (failure == null) {
                later.complete(result);
            } else {
                later.completeExceptionally(failure);
            }
        }));
        return later;
    }
}
