package org.roomcast.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;

/**
 * Those who wait for the outcome of a join: more than one when a subscriber joins again before it is in. Not safe for
 * threads: guarded by the room's lock, but for what {@link #completion} returns.
 */
final class JoinAnswers {

    private record Waiting(JoinRequest request, @Nullable JoinAnswer answer, CompletableFuture<JoinResult> done) {}

    private final List<Waiting> waiting = new ArrayList<>();

    void add(JoinRequest request, @Nullable JoinAnswer answer, CompletableFuture<JoinResult> done) {
        waiting.add(new Waiting(request, answer, done));
    }

    void takeOver(JoinAnswers earlier) {
        waiting.addAll(0, earlier.waiting);
        earlier.waiting.clear();
    }

    /** What the subscriber is to be told. Calls code of others, which may throw. */
    List<SharedEvent> events(JoinResult result) {
        List<SharedEvent> events = new ArrayList<>();
        for (Waiting each : waiting) {
            if (each.answer() != null) {
                events.add(new SharedEvent(each.answer().toJoin(resultFor(each, result))));
            }
        }
        return events;
    }

    /**
     * Tells everyone who waits; to be run under no lock. After that nobody waits.
     *
     * @param result null when the subscriber did not get in
     * @param fault why not; null when it was not for a fault
     */
    Runnable completion(@Nullable JoinResult result, @Nullable Throwable fault) {
        List<Waiting> told = List.copyOf(waiting);
        waiting.clear();
        return () -> told.forEach(each -> {
            if (result == null) {
                each.done().completeExceptionally(causeOf(fault));
            } else {
                each.done().complete(resultFor(each, result));
            }
        });
    }

    /** Who waits since an earlier join may have asked otherwise. */
    private static JoinResult resultFor(Waiting each, JoinResult result) {
        Boolean recovered =
                each.request().since() == null ? null : Boolean.valueOf(Boolean.TRUE.equals(result.recovered()));
        return new JoinResult(result.members(), result.position(), recovered);
    }

    private static Throwable causeOf(@Nullable Throwable fault) {
        if (fault == null) {
            return new ProtocolException(ErrorCode.NOT_JOINED, "The room was left before one was in it");
        }
        Throwable cause = fault.getCause();
        return fault instanceof CompletionException && cause != null ? cause : fault;
    }
}
