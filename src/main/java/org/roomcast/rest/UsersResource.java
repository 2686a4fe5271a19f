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
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.JsonFields;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
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

    /** The most notifications of one answer. */
    private static final int MAX_INBOX = 500;

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
    public Response inbox(
            @PathParam("id") String id,
            @QueryParam("unread") @Nullable String unread,
            @Context SecurityContext security) {
        Caller.of(security).requireUser(id);
        if (unread != null && !unread.equals("true") && !unread.equals("false")) {
            throw new FieldException(ErrorCode.BAD_FRAME, "unread", "must be true or false");
        }
        return Answers.ok(notifications.list(id, "true".equals(unread), MAX_INBOX));
    }

    @POST
    @Path("{id}/notifications/read")
    public Response markRead(@PathParam("id") String id, byte[] body, @Context SecurityContext security) {
        Caller.of(security).requireUser(id);
        JsonFields fields = Bodies.object(body);
        String notification = fields.text("id");
        if (!notifications.markRead(id, notification.equals("all") ? null : notification)) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "There is no such notification");
        }
        return Answers.ok(new Read("read", notifications.unreadCount(id)));
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
}
