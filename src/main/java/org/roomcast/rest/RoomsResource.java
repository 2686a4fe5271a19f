package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
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

    @Inject
    SessionRegistry registry;

    @Inject
    Pushes pushes;

    @Inject
    Readers readers;

    /** All rooms that the caller may see. */
    public record Rooms(List<RoomInfo> rooms) {}

    @GET
    public Response list(@Context SecurityContext security) {
        Caller caller = Caller.of(security);
        readers.require(caller);
        return Answers.ok(new Rooms(registry.rooms().stream()
                .filter(info -> readers.sees(caller, info.room()))
                .toList()));
    }

    @GET
    @Path("{room}/info")
    public Response info(@PathParam("room") String name, @Context SecurityContext security) {
        RoomName room = RoomName.of(name);
        readers.require(Caller.of(security), room);
        return Answers.ok(registry.room(room).orElse(new RoomInfo(room, 0, 0)));
    }

    @POST
    @Path("{room}/messages")
    public CompletionStage<Response> publish(
            @PathParam("room") String name, byte[] body, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        return registry.publish(pushes.draft(Bodies.object(body), RoomName.of(name), caller))
                .thenApply(receipt -> Answers.accepted(MessagesResource.Sent.to(receipt.delivered())));
    }
}
