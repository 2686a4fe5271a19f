package org.roomcast.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.Json;
import org.roomcast.codec.SharedEvent;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.InboxPage;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Posted;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Identity;
import org.roomcast.model.Payload;
import org.roomcast.registry.Connection;
import org.roomcast.registry.ReadyState;
import org.roomcast.registry.SessionRegistry;

/**
 * Posts notifications and marks them as read, and tells every connection that it concerns (PROTOCOL.md section 8), each
 * time after the inbox has it. An application may inject it. Safe in every thread, and never blocks one; the stages are
 * those of {@link Inbox}.
 */
@ApplicationScoped
public class Notifications {

    /** The most notifications of the first list. */
    public static final int MAX_LISTED = 50;

    /** The event after something was read; the id is {@code all} after all were read. */
    public record Read(String id, int unread) {}

    private final Inbox inbox;
    private final SessionRegistry registry;
    private final Clock clock;
    private final Map<ConnectionId, Opening> openings = new ConcurrentHashMap<>();

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Notifications() {
        this.inbox = null;
        this.registry = null;
        this.clock = null;
    }

    @Inject
    public Notifications(Inbox inbox, SessionRegistry registry, Clock clock) {
        this.inbox = inbox;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Keeps a notification and pushes {@code new_notification} to everyone of its audience who is connected. One that
     * repeats an earlier one is neither kept nor pushed.
     */
    public CompletionStage<Posted> post(NewNotification notification) {
        return inbox.post(notification).thenApply(posted -> {
            if (!posted.duplicate()) {
                push(
                        connectionsOf(notification.audience()),
                        "new_notification",
                        notification.asPosted(posted.id(), posted.timestamp()));
            }
            return posted;
        });
    }

    /**
     * Sends a connection what its user has not read, newest first, at most {@link #MAX_LISTED}, and everything that is
     * pushed meanwhile after it.
     *
     * @return completes when the list is out; fails when the inbox is away, and the list then follows as soon as it is
     *     back
     */
    public CompletionStage<Void> open(Connection connection) {
        Opening opening = new Opening(connection);
        openings.put(connection.id(), opening);
        return send(opening);
    }

    /** A part of a user's inbox. */
    public CompletionStage<InboxPage> read(Reader reader, InboxQuery query) {
        return inbox.read(reader, query);
    }

    /**
     * Marks as read and pushes {@code notification_read} to every connection of the user.
     *
     * @param id null for all
     * @return how many are left unread; fails with {@code not_found} when the reader has no such notification
     */
    public CompletionStage<Integer> markRead(Reader reader, @Nullable String id) {
        return inbox.markRead(reader, id).thenApply(unread -> {
            Read read = new Read(id == null ? "all" : id, unread);
            push(registry.connectionsOf(reader.userId()), "notification_read", read);
            return unread;
        });
    }

    /** A user with the roles of one identity. @throws IllegalArgumentException when it is an anonymous one */
    public static Reader readerOf(Identity who) {
        if (who.id() == null) {
            throw new IllegalArgumentException("an anonymous connection has no inbox");
        }
        return new Reader(who.id(), who.roles());
    }

    /** A user with the roles of all their connections: as far as they are known without their token. */
    public Reader readerOf(String userId) {
        Set<String> roles = new HashSet<>();
        registry.connectionsOf(userId).forEach(c -> roles.addAll(c.identity().roles()));
        return new Reader(userId, roles);
    }

    /** Sends the lists that could not be read so far; to be called about once a second. */
    public void tick() {
        openings.values().removeIf(opening -> opening.connection().readyState() != ReadyState.OPEN);
        openings.values().forEach(this::sendAgain);
    }

    /** Lets the inbox go of what nobody can see any more; to be called about once a minute. */
    public void trim() {
        inbox.trim();
    }

    private void sendAgain(Opening opening) {
        send(opening).exceptionally(stillAway -> null);
    }

    private CompletionStage<Void> send(Opening opening) {
        if (!opening.begin()) {
            return CompletableFuture.completedFuture(null);
        }
        return inbox.read(readerOf(opening.connection().identity()), InboxQuery.unread(MAX_LISTED))
                .whenComplete((page, failure) -> {
                    if (failure != null) {
                        opening.due();
                    }
                })
                .thenCompose(page -> sent(opening, page));
    }

    private CompletionStage<Void> sent(Opening opening, InboxPage page) {
        if (!opening.finish(eventOf("notifications", Json.payload(page)))) {
            return send(opening);
        }
        openings.remove(opening.connection().id(), opening);
        return CompletableFuture.completedFuture(null);
    }

    /** Those whose own identity is of the audience, so that a live push and a list tell the same. */
    private Collection<Connection> connectionsOf(Audience audience) {
        if (audience.users() != null) {
            return audience.users().stream()
                    .flatMap(user -> registry.connectionsOf(user).stream())
                    .toList();
        }
        return registry.connections().stream()
                .filter(connection -> connection.identity().isAuthenticated())
                .filter(connection -> audience.includes(readerOf(connection.identity())))
                .toList();
    }

    private void push(Collection<Connection> to, String event, Object data) {
        Payload payload = Json.payload(data);
        SharedEvent shared = eventOf(event, payload);
        List<Connection> open =
                to.stream().filter(connection -> !isHeld(connection, shared)).toList();
        registry.sendTo(open, event, payload);
    }

    private boolean isHeld(Connection connection, SharedEvent event) {
        Opening opening = openings.get(connection.id());
        return opening != null && opening.hold(event);
    }

    private SharedEvent eventOf(String event, Payload data) {
        return new SharedEvent(new Event.Published(event, data, null, null, null, clock.instant()));
    }
}
