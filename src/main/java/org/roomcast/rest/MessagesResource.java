package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
    public record Sent(String status, String message, int delivered) {
        static Sent to(int delivered) {
            return new Sent("sent", "Message broadcasted", delivered);
        }
    }

    /** The answers of a batch. */
    public record Batch(String status, int count, List<Sent> results) {}

    @POST
    public CompletionStage<Response> post(byte[] body, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        return pushes.push(pushes.read(Bodies.object(body), caller), caller)
                .thenApply(delivered -> Answers.accepted(Sent.to(delivered)));
    }

    /** All of them are checked before the first one leaves: a bad one means that none was sent. */
    @POST
    @Path("batch")
    public CompletionStage<Response> batch(byte[] body, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        List<Pushes.Push> read = new ArrayList<>();
        for (JsonFields fields : Bodies.objects(body, MAX_BATCH)) {
            read.add(pushes.read(fields, caller));
        }
        List<CompletableFuture<Sent>> results = new ArrayList<>();
        for (Pushes.Push push : read) {
            results.add(pushes.push(push, caller)
                    .thenApply(Sent::to)
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
        return new Sent("refused", Pushes.textOf(refused), 0);
    }
}
