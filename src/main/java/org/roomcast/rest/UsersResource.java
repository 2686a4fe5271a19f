package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
import org.roomcast.model.ProtocolException;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.SessionRegistry;

/** Who is online, and the users' inboxes. */
@ApplicationScoped
@Path("users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {

    @Inject
    SessionRegistry registry;

    @Inject
    Notifications notifications;

    @Inject
    Readers readers;

    /** Who is online. */
    public record Users(List<Member> users, int count) {}

    /** What is left unread. */
    public record Read(String status, int unread) {}

    @GET
    public Response list(@Context SecurityContext security) {
        readers.require(Caller.of(security));
        List<Member> users = registry.users();
        return Answers.ok(
                new Users(users.stream().limit(SessionRegistry.MAX_LISTED).toList(), users.size()));
    }

    @GET
    @Path("{id}/notifications")
    public CompletionStage<Response> inbox(
            @PathParam("id") String id,
            @QueryParam("unread") @Nullable String unread,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Reader reader = readerOf(id, Caller.of(security));
        InboxQuery query = PageParameters.inbox(unread, before, limit);
        return notifications.read(reader, query).thenApply(Answers::ok);
    }

    @POST
    @Path("{id}/notifications/read")
    public CompletionStage<Response> markRead(
            @PathParam("id") String id, byte[] body, @Context SecurityContext security) {
        Reader reader = readerOf(id, Caller.of(security));
        String notification = Bodies.object(body).text("id");
        return notifications
                .markRead(reader, notification.equals("all") ? null : notification)
                .thenApply(left -> Answers.ok(new Read("read", left)));
    }

    @DELETE
    @Path("{id}/connections")
    public Response disconnect(@PathParam("id") String id, @Context SecurityContext security) {
        Caller.of(security).require(Identity.ADMIN);
        if (registry.disconnectUser(id, Disconnect.ENDED_BY_ADMIN, null) == 0) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "The user is not connected");
        }
        return Response.noContent().build();
    }

    /** Of oneself the roles are known from the token; of others as long as they are connected. */
    private Reader readerOf(String userId, Caller caller) {
        caller.requireUser(userId);
        return userId.equals(caller.identity().id())
                ? Notifications.readerOf(caller.identity())
                : notifications.readerOf(userId);
    }
}
