package org.roomcast.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens come from. Immutable.
 *
 * @param source asked before every connection and before a token ends; its stage may give null for none
 * @param renewable whether it can bring a newer one
 */
record Tokens(Supplier<? extends CompletionStage<@Nullable String>> source, boolean renewable) {

    static final Tokens NONE = of(null);

    static Tokens of(@Nullable String token) {
        return new Tokens(() -> CompletableFuture.completedStage(token), false);
    }

    /** Never throws: a source that does makes a failed stage. */
    CompletionStage<@Nullable String> next() {
        try {
            return source.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }
}
