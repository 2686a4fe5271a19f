package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.history.HistoryQuery;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomName;
import org.roomcast.registry.RoomInfo;
import org.roomcast.registry.SessionRegistry;

/** The rooms, and publishing into one. */
@ApplicationScoped
@Path("rooms")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomsResource {

    /** How many recent messages the description of a room has. */
    private static final int RECENT = 20;

    @Inject
    SessionRegistry registry;

    @Inject
    Pushes pushes;

    @Inject
    Readers readers;

    /** All rooms that the caller may see. */
    public record Rooms(List<RoomInfo> rooms) {}

    @GET
    public CompletionStage<Response> list(@Context SecurityContext security) {
        Caller caller = Caller.of(security);
        readers.require(caller);
        return registry.allRooms()
                .thenApply(rooms -> Answers.ok(new Rooms(rooms.stream()
                        .filter(info -> readers.sees(caller, info.room()))
                        .toList())));
    }

    /** {@link EventStreams} has taken the GETs before they come here; what it leaves is HEAD, which Jersey sees as one. */
    @GET
    @Path("{room}/events")
    public Response events() {
        throw new NotAllowedException("GET");
    }

    @GET
    @Path("{room}/info")
    public CompletionStage<Response> info(@PathParam("room") String name, @Context SecurityContext security) {
        RoomName room = RoomName.of(name);
        readers.require(Caller.of(security), room);
        RoomInfo info = registry.room(room).orElse(new RoomInfo(room, 0, 0));
        return registry.history(room, HistoryQuery.latest(RECENT)).thenApply(recent -> RoomAnswers.info(info, recent));
    }

    /** A page of history: the oldest events after {@code since}, or the newest, of those before {@code before}. */
    @GET
    @Path("{room}/messages")
    public CompletionStage<Response> history(
            @PathParam("room") String name,
            @QueryParam("since") @Nullable String since,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        RoomName room = RoomName.of(name);
        readers.require(Caller.of(security), room);
        return registry.history(room, PageParameters.read(since, before, limit)).thenApply(RoomAnswers::page);
    }

    @POST
    @Path("{room}/messages")
    public CompletionStage<Response> publish(
            @PathParam("room") String name,
            byte[] body,
            @HeaderParam(IdempotencyFilter.HEADER) @Nullable String key,
            @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        RoomName room = RoomName.of(name);
        // Here the key is that of a publish frame: who changes from a socket to REST in between repeats nothing.
        return registry.publish(pushes.draft(Bodies.object(body), room, key, caller))
                .thenApply(receipt -> Answers.accepted(MessagesResource.Sent.of(receipt)));
    }
}
