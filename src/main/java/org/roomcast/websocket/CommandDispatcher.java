package org.roomcast.websocket;

import java.util.List;
import java.util.Objects;
import org.roomcast.codec.Command;
import org.roomcast.codec.CommandHandler;
import org.roomcast.codec.Event;
import org.roomcast.codec.FrameId;
import org.roomcast.history.HistoryQuery;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.ServerEvents;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.Connection;
import org.roomcast.registry.JoinAnswer;
import org.roomcast.registry.JoinRequest;
import org.roomcast.registry.SessionRegistry;

/**
 * Does what a client asks: checks the permission, calls the registry, answers. One per connection; called by one thread
 * at a time, and never blocks it.
 */
final class CommandDispatcher implements CommandHandler {

    /** The most data of one answer, in characters: it has to fit into the queue beside what is published. */
    private static final int MAX_HISTORY = 256 * 1024;

    private final Connection connection;
    private final Permissions permissions;
    private final Services services;
    private final SessionRegistry registry;
    private final Inbound inbound;
    private final Replies replies;

    CommandDispatcher(Connection connection, EndpointProfile profile, Services services, Inbound inbound) {
        this.connection = connection;
        this.permissions = new Permissions(connection, profile, services.access());
        this.services = services;
        this.registry = services.registry();
        this.inbound = inbound;
        this.replies = new Replies(connection, services, inbound);
    }

    /** Carries out one command and answers it, whatever comes of it. */
    void dispatch(Command command) {
        try {
            permissions.requireCommand(command.type());
            command.applyTo(this);
        } catch (RuntimeException | Error failure) {
            replies.fail(command.id(), failure);
        }
    }

    @Override
    public void authenticate(Command.Authenticate command) {
        Identity former = connection.identity();
        Identity identity = services.tokens().verify(command.token());
        if (former.id() != null && !former.id().equals(identity.id())) {
            throw ProtocolException.forbidden("The token is another user's; open a new connection");
        }
        registry.become(connection, identity);
        if (!permissions.mayStay(identity)) {
            connection.disconnect(Disconnect.FORBIDDEN);
            return;
        }
        for (RoomName room : connection.rooms()) {
            if (!permissions.mayStay(identity, room)) {
                registry.leave(connection, room, () -> connection.deliver(Event.Failure.expelled(room)));
            }
        }
        if (command.id() != null) {
            Long ttl = Welcomes.tokenTtl(identity, services.clock());
            connection.deliver(Event.Ack.authenticated(command.id(), ttl));
        }
    }

    @Override
    public void join(Command.Join command) {
        permissions.requireJoin(command.room());
        FrameId id = command.id();
        JoinRequest request = new JoinRequest(command.room(), command.since(), command.history());
        JoinAnswer answer = id == null ? null : joined -> Welcomes.joined(id, command.room(), joined);
        replies.after(registry.join(connection, request, answer), id, joined -> {});
    }

    @Override
    public void history(Command.History command) {
        permissions.requireJoin(command.room());
        HistoryQuery query = command.since() == null
                ? HistoryQuery.before(command.before() == null ? Long.MAX_VALUE : command.before(), command.limit())
                : HistoryQuery.after(command.since(), command.limit());
        replies.after(
                registry.history(command.room(), query.ofSize(MAX_HISTORY)),
                command.id(),
                slice -> connection.deliver(slice.asEvent(command.id())));
    }

    @Override
    public void leave(Command.Leave command) {
        boolean left = registry.leave(
                connection,
                command.room(),
                () -> replies.answer(command.id(), Event.Ack.of(command.id(), command.type(), command.room())));
        if (!left) {
            throw Permissions.notJoined();
        }
    }

    @Override
    public void publish(Command.Publish command) {
        permissions.requirePublish(command.room(), command.event());
        publish(
                command,
                new Draft(
                        command.room(),
                        command.event(),
                        command.data(),
                        connection.asSender(),
                        command.echo(),
                        command.ephemeral(),
                        command.key()));
    }

    @Override
    public void broadcast(Command.Broadcast command) {
        ServerEvents.requireOther(command.event());
        permissions.requireRole(Identity.PUBLISHER);
        if (command.room() != null && command.room().isSystem()) {
            throw ProtocolException.forbidden("This room is the server's own");
        }
        publish(
                command,
                new Draft(command.room(), command.event(), command.data(), connection.asSender(), true, false, null));
    }

    @Override
    public void send(Command.Send command) {
        ServerEvents.requireOther(command.event());
        int delivered = command.connection() == null
                ? registry.sendToUsers(
                        connection.asSender(), Objects.requireNonNull(command.users()), command.event(), command.data())
                : (registry.send(connection.asSender(), command.connection(), command.event(), command.data()) ? 1 : 0);
        if (delivered == 0) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "Nobody like that is connected");
        }
        replies.answer(command.id(), Event.Ack.delivered(command.id(), command.type(), null, delivered));
    }

    @Override
    public void presence(Command.Presence command) {
        RoomName room = command.room();
        if (room == null) {
            List<Member> users = registry.users();
            connection.deliver(new Event.Present(
                    command.id(),
                    null,
                    users.stream().limit(SessionRegistry.MAX_LISTED).toList(),
                    users.size()));
            return;
        }
        permissions.requireSeeMembers(room, registry.tellsPresence(room));
        int count = registry.room(room).map(info -> info.users()).orElse(0);
        connection.deliver(new Event.Present(command.id(), room, registry.members(room), count));
    }

    @Override
    public void markRead(Command.MarkRead command) {
        permissions.requireRole(Identity.USER);
        Reader reader = Notifications.readerOf(connection.identity());
        replies.when(
                services.notifications().markRead(reader, command.notification()),
                command,
                unread -> Event.Ack.of(command.id(), command.type()));
    }

    @Override
    public void disconnect(Command.Disconnect command) {
        permissions.requireRole(Identity.ADMIN);
        String reason = command.reason();
        String text = reason == null ? null : Identity.displayName(reason, Disconnect.ENDED_BY_ADMIN.reason());
        int ended = command.connection() == null
                ? registry.disconnectUser(Objects.requireNonNull(command.user()), Disconnect.ENDED_BY_ADMIN, text)
                : (registry.disconnect(command.connection(), Disconnect.ENDED_BY_ADMIN, text) ? 1 : 0);
        if (ended == 0) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "Nobody like that is connected");
        }
        replies.ack(command);
    }

    @Override
    public void ping(Command.Ping command) {
        connection.deliver(new Event.Pong(command.id()));
    }

    @Override
    public void pong(Command.Pong command) {
        // that it came has been noted
    }

    @Override
    public void batch(Command.Batch command) {
        replies.batch(command, () -> {
            boolean isFirst = true;
            for (Command inner : command.commands()) {
                if (isFirst || inbound.admit(inner.id())) {
                    dispatch(inner);
                }
                isFirst = false;
            }
        });
    }

    @Override
    public void custom(Command.Custom command) {
        FrameHandler handler = services.handlers().get(command.type());
        if (handler == null) {
            throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "There is no frame of this type");
        }
        handler.handle(connection, command.frame());
        replies.ack(command);
    }

    @Override
    public void malformed(Command.Malformed command) {
        throw command.why();
    }

    private void publish(Command command, Draft draft) {
        replies.when(
                registry.publish(draft),
                command,
                receipt -> Event.Ack.published(
                        command.id(),
                        command.type(),
                        draft.room(),
                        receipt.position(),
                        receipt.duplicate(),
                        receipt.delivered()));
    }
}
