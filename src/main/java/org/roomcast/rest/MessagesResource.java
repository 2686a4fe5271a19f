package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.JsonFields;
import org.roomcast.model.Identity;
import org.roomcast.model.Position;
import org.roomcast.registry.Receipt;

/** Pushes messages: to everyone, to a room, or to users. */
@ApplicationScoped
@Path("messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

    private static final int MAX_BATCH = 1000;

    @Inject
    Pushes pushes;

    /** The answer to one message. */
    public record Sent(
            String status,
            String message,
            int delivered,
            @Nullable String epoch,
            @Nullable Long offset,
            @Nullable Boolean duplicate) {
        static Sent of(Receipt receipt) {
            Position position = receipt.position();
            return new Sent(
                    "sent",
                    "Message broadcasted",
                    receipt.delivered(),
                    position == null ? null : position.epoch(),
                    position == null ? null : position.offset(),
                    receipt.duplicate() ? true : null);
        }
    }

    /** The answers of a batch. */
    public record Batch(String status, int count, List<Sent> results) {}

    @POST
    public CompletionStage<Response> post(
            byte[] body,
            @HeaderParam(IdempotencyFilter.HEADER) @Nullable String key,
            @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        return pushes.push(pushes.read(Bodies.object(body), RetryKey.of(key, "messages"), caller), caller)
                .thenApply(receipt -> Answers.accepted(Sent.of(receipt)));
    }

    /** All of them are checked before the first one leaves: a bad one means that none was sent. */
    @POST
    @Path("batch")
    public CompletionStage<Response> batch(
            byte[] body,
            @HeaderParam(IdempotencyFilter.HEADER) @Nullable String key,
            @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        List<Pushes.Push> read = new ArrayList<>();
        for (JsonFields fields : Bodies.objects(body, MAX_BATCH)) {
            read.add(pushes.read(fields, RetryKey.of(key, "batch " + read.size()), caller));
        }
        List<CompletableFuture<Sent>> results = new ArrayList<>();
        for (Pushes.Push push : read) {
            results.add(pushes.push(push, caller)
                    .thenApply(Sent::of)
                    .exceptionally(MessagesResource::failed)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> Answers.accepted(new Batch(
                        "sent",
                        results.size(),
                        results.stream().map(CompletableFuture::join).toList())));
    }

    private static Sent failed(@Nullable Throwable refused) {
        return new Sent("refused", Pushes.textOf(refused), 0, null, null, null);
    }
}
