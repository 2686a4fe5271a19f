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
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.JsonFields;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Posted;
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

    @Inject
    Notifications notifications;

    /**
     * The answer.
     *
     * @param duplicate true when an earlier post had the same key; null otherwise
     */
    public record Answer(String status, String id, @Nullable Boolean duplicate) {}

    @POST
    public CompletionStage<Response> post(
            byte[] body,
            @HeaderParam(IdempotencyFilter.HEADER) @Nullable String retryKey,
            @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        caller.require(Identity.PUBLISHER);
        NewNotification notification = read(Bodies.object(body)).withSender(caller.asKeyOwner());
        String key = notification.key() == null ? RetryKey.of(retryKey, "notify") : notification.key();
        return notifications.post(notification.withKey(key)).thenApply(NotifyResource::answer);
    }

    static NewNotification read(JsonFields fields) {
        Duration ttl = fields.has("ttl")
                ? Duration.ofSeconds(fields.wholeNumber("ttl", 1, NewNotification.MAX_TTL.toSeconds()))
                : null;
        String message = fields.optionalText("message");
        String type = fields.optionalText("type");
        return NewNotification.of(message == null ? "" : message, audience(fields.optionalObject("to")))
                .withTitle(fields.optionalText("title"))
                .withType(type == null ? NewNotification.DEFAULT_TYPE : type)
                .withLink(fields.optionalText("link"))
                .withTtl(ttl)
                .withKey(fields.optionalText("key"));
    }

    private static Audience audience(@Nullable JsonFields to) {
        if (to == null) {
            return Audience.EVERYONE;
        }
        if (Stream.of("role", "user", "users").filter(to::has).count() != 1) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "needs exactly one of user, users, role");
        }
        if (to.has("role")) {
            return Audience.ofRole(to.text("role"));
        }
        return to.has("user") ? Audience.ofUser(to.text("user")) : Audience.ofUsers(to.users("users"));
    }

    private static Response answer(Posted posted) {
        return Answers.accepted(new Answer("sent", posted.id(), posted.duplicate() ? true : null));
    }
}
