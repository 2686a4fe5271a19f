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
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.JsonFields;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Notification;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Identity;
import org.roomcast.notify.Notifications;

/** Posts notifications into inboxes. */
@ApplicationScoped
@Path("notify")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NotifyResource {

    private static final int MAX_TITLE = 200;
    private static final int MAX_MESSAGE = 4000;
    private static final int MAX_TYPE = 50;
    private static final int MAX_LINK = 2000;
    private static final String DEFAULT_TYPE = "info";

    @Inject
    Notifications notifications;

    /** The answer. */
    public record Posted(String status, String id) {}

    @POST
    public Response post(byte[] body, @Context SecurityContext security) {
        Caller.of(security).require(Identity.PUBLISHER);
        JsonFields fields = Bodies.object(body);
        String message = fields.optionalText("message", MAX_MESSAGE);
        if (message == null || message.isBlank()) {
            throw new FieldException(ErrorCode.BAD_FRAME, "message", "is missing");
        }
        String type = fields.optionalText("type", MAX_TYPE);
        Notification posted = notifications.post(
                fields.optionalText("title", MAX_TITLE),
                message,
                type == null ? DEFAULT_TYPE : type,
                link(fields),
                audience(fields.optionalObject("to")));
        return Answers.accepted(new Posted("sent", posted.id()));
    }

    private static Audience audience(@Nullable JsonFields to) {
        if (to == null) {
            return Audience.EVERYONE;
        }
        if (Stream.of("role", "user", "users").filter(to::has).count() != 1) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "needs exactly one of user, users, role");
        }
        if (to.has("role")) {
            return new Audience(null, to.text("role"));
        }
        return new Audience(to.has("user") ? Set.of(to.text("user")) : Set.copyOf(to.users("users")), null);
    }

    /** Only what a page may open without running anything. */
    private static @Nullable String link(JsonFields fields) {
        String link = fields.optionalText("link", MAX_LINK);
        if (link == null || mayBeOpened(link)) {
            return link;
        }
        throw new FieldException(
                ErrorCode.BAD_FRAME, "link", "must be an http or https address, or a path on this server");
    }

    private static boolean mayBeOpened(String link) {
        try {
            URI uri = URI.create(link);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return uri.getScheme() == null ? uri.getRawAuthority() == null : isWeb && uri.getHost() != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
