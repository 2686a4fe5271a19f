package org.roomcast.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Command;
import org.roomcast.codec.Event;
import org.roomcast.codec.FrameId;
import org.roomcast.registry.Connection;
import org.roomcast.registry.Incidents;

/**
 * The answers to the commands of one connection, at once or when something is done. Asked by the one thread that
 * carries out commands; what is done later is answered on any thread.
 */
final class Replies {

    private final Connection connection;
    private final Services services;
    private final Inbound inbound;
    /** What the batch that is being carried out still has to answer; null outside of one. */
    private @Nullable List<CompletableFuture<?>> batched;

    Replies(Connection connection, Services services, Inbound inbound) {
        this.connection = connection;
        this.services = services;
        this.inbound = inbound;
    }

    /** Answers a command that has an id. */
    void answer(@Nullable FrameId id, Event event) {
        if (id != null) {
            connection.deliver(event);
        }
    }

    void ack(Command command) {
        answer(command.id(), Event.Ack.of(command.id(), command.type()));
    }

    void fail(@Nullable FrameId id, Throwable failure) {
        inbound.answerError(
                id, Incidents.report(connection, failure, services.registry().stats(), services.lifecycle()));
    }

    /** Answers when it is done: with what is made of its result, or with its failure. */
    <T> void when(CompletionStage<T> done, Command command, Function<T, Event> ack) {
        after(done, command.id(), result -> answer(command.id(), ack.apply(result)));
    }

    /** Goes on with the result when it is done, or answers with the failure. */
    <T> void after(CompletionStage<T> done, @Nullable FrameId id, Consumer<T> told) {
        CompletionStage<?> answered = done.handle((result, failure) -> {
            if (failure == null) {
                told.accept(result);
            } else {
                fail(id, failure);
            }
            return done;
        });
        if (batched != null) {
            batched.add(answered.toCompletableFuture());
        }
    }

    /** Carries out a batch; its own answer comes when all that is in it has been answered. */
    void batch(Command.Batch batch, Runnable commands) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        batched = answers;
        commands.run();
        batched = null;
        CompletableFuture<Void> unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> ack(batch));
    }
}
