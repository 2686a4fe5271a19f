package org.roomcast.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.roomcast.history.HistoryStore.Outcome;
import org.roomcast.model.ProtocolException;

/** Keeps what it was told, and insists on being told once. */
public final class RecordedOutcome implements Outcome {

    private final CompletableFuture<Stored> told = new CompletableFuture<>();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void stored(Stored stored) {
        count.incrementAndGet();
        told.complete(stored);
    }

    @Override
    public void failed(ProtocolException why) {
        count.incrementAndGet();
        told.completeExceptionally(why);
    }

    public boolean isTold() {
        return told.isDone();
    }

    /** Waits until it is told. */
    public Stored stored() {
        Object answer = answer();
        assertThat(answer).isInstanceOf(Stored.class);
        return (Stored) answer;
    }

    /** Waits until it is told. */
    public ProtocolException failure() {
        Object answer = answer();
        assertThat(answer).isInstanceOf(ProtocolException.class);
        return (ProtocolException) answer;
    }

    /** Waits until it is told. */
    public boolean isStored() {
        return answer() instanceof Stored;
    }

    private Object answer() {
        try {
            Object answer = told.get(60, TimeUnit.SECONDS);
            assertThat(count).hasValue(1);
            return answer;
        } catch (ExecutionException failed) {
            assertThat(count).hasValue(1);
            return failed.getCause();
        } catch (TimeoutException never) {
            throw new AssertionError("No outcome was told", never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
