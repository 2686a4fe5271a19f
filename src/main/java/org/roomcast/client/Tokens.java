package org.roomcast.client;

import java.util.List;
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

    private static final String SUBPROTOCOL = "roomcast.v1.json";
    private static final String BEARER = "bearer.";

    static Tokens of(@Nullable String token) {
        return new Tokens(() -> CompletableFuture.completedStage(token), false);
    }

    /** What a handshake asks for. A token is not in the address, where logs would have it. */
    static List<String> subprotocols(@Nullable String token) {
        return token == null ? List.of(SUBPROTOCOL) : List.of(SUBPROTOCOL, BEARER + token);
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
