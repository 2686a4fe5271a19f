package org.roomcast.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ProtocolException;

/** One write that waits for its turn, and whoever waits for its outcome. */
final class InboxWrite<T> {

    private final Function<InboxTransaction, T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable ProtocolException refusal;

    InboxWrite(Function<InboxTransaction, T> work) {
        this.work = work;
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }

    /** Does it, as a part of a transaction; a refusal concerns no other part. */
    void carryOut(InboxTransaction transaction) {
        result = null;
        refusal = null;
        try {
            result = work.apply(transaction);
        } catch (ProtocolException refused) {
            refusal = refused;
        }
    }

    /** Tells the outcome, when the transaction is committed. */
    void tell() {
        if (refusal != null) {
            outcome.completeExceptionally(refusal);
        } else {
            outcome.complete(result);
        }
    }

    void fail(ProtocolException why) {
        outcome.completeExceptionally(why);
    }
}
