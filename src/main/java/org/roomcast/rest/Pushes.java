package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.JsonFields;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.ServerEvents;
import org.roomcast.registry.Receipt;
import org.roomcast.registry.SessionRegistry;

/** Reads what is to be pushed from JSON, and pushes it into the registry. Safe in every thread. */
@ApplicationScoped
public class Pushes {

    private final SessionRegistry registry;
    private final RestSettings settings;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Pushes() {
        this.registry = null;
        this.settings = null;
    }

    @Inject
    public Pushes(SessionRegistry registry, RestSettings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * One message and its readers: those of the draft, or named users, or one connection.
     *
     * @param users null when it is not for users
     * @param connection null when it is not for one connection
     */
    record Push(
            Draft draft,
            @Nullable List<String> users,
            @Nullable ConnectionId connection) {}

    /** @throws ProtocolException when a field is missing, of the wrong kind or too large */
    Push read(JsonFields fields, @Nullable String key, Caller caller) {
        RoomName room = fields.optionalRoom();
        JsonFields to = fields.optionalObject("to");
        if (room != null && to != null) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "must not stand beside \"room\"");
        }
        Draft draft = draft(fields, room, key, caller);
        if (to != null
                && Stream.of("connection", "user", "users").filter(to::has).count() != 1) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "needs exactly one of connection, user, users");
        }
        if (to == null) {
            return new Push(draft, null, null);
        }
        if (to.has("connection")) {
            return new Push(draft, null, new ConnectionId(to.text("connection")));
        }
        return new Push(draft, to.has("user") ? List.of(to.text("user")) : to.users("users"), null);
    }

    /** @param key makes a retry publish nothing new; null for none */
    Draft draft(JsonFields fields, @Nullable RoomName room, @Nullable String key, Caller caller) {
        if (room != null && room.isSystem()) {
            throw ProtocolException.forbidden("This room is the server's own");
        }
        Bodies.requireSize(fields, settings.messageSize());
        ServerEvents.requireOther(fields.event());
        return new Draft(room, fields.event(), fields.data(), caller.asSender(), true, false, key);
    }

    CompletionStage<Receipt> push(Push push, Caller caller) {
        Draft draft = push.draft();
        if (push.connection() != null) {
            boolean sent = registry.send(caller.asSender(), push.connection(), draft.event(), draft.data());
            return CompletableFuture.completedFuture(new Receipt(sent ? 1 : 0, false, null));
        }
        if (push.users() != null) {
            int sent = registry.sendToUsers(caller.asSender(), push.users(), draft.event(), draft.data());
            return CompletableFuture.completedFuture(new Receipt(sent, false, null));
        }
        return registry.publish(draft);
    }

    /** What a caller may be told of a failure. */
    static String textOf(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProtocolException refused ? refused.text() : "The server failed";
    }
}
