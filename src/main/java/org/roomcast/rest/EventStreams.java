package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.AccessPolicy.Action;
import org.roomcast.codec.Event;
import org.roomcast.codec.EventStreamCodec;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Identity;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.registry.Connection;
import org.roomcast.registry.Handshake;
import org.roomcast.registry.Incidents;
import org.roomcast.registry.JoinRequest;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.ReadyState;
import org.roomcast.registry.SessionRegistry;

/**
 * Rooms as Server-Sent Events: {@code GET /api/rooms/{room}/events}. A stream is a connection like any other, with an
 * outbox of its own; it counts for the limits, is pinged by comments, and is cut when its reader is too slow. It is not
 * a REST resource, because those may only write by blocking. Safe in every thread.
 */
@ApplicationScoped
public class EventStreams {

    /** What the headers of a stream are, beside those of every answer. */
    public static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream;charset=UTF-8", "Cache-Control", "no-store", "X-Accel-Buffering", "no");

    private static final Pattern PATH = Pattern.compile("/api/rooms/([^/]+)/events");

    private final SessionRegistry registry;
    private final Callers callers;
    private final Readers readers;
    private final AccessPolicy access;
    private final Lifecycle lifecycle;
    private final ApiGate gate;

    /**
     * What a stream is opened with.
     *
     * @param lastEventId the position that the reader has reached; null when it starts anew
     * @param login whom the server's own login let in; null for nobody
     * @param peer the address of the reader
     */
    public record Request(
            String room,
            @Nullable String authorization,
            @Nullable String apiKey,
            @Nullable String lastEventId,
            @Nullable Identity login,
            @Nullable String peer) {

        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Request[" + room + "]";
        }
    }

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected EventStreams() {
        this.registry = null;
        this.callers = null;
        this.readers = null;
        this.access = null;
        this.lifecycle = null;
        this.gate = null;
    }

    @Inject
    public EventStreams(
            SessionRegistry registry,
            Callers callers,
            Readers readers,
            AccessPolicy access,
            Lifecycle lifecycle,
            ApiGate gate) {
        this.registry = registry;
        this.callers = callers;
        this.readers = readers;
        this.access = access;
        this.lifecycle = lifecycle;
        this.gate = gate;
    }

    /** The room whose stream is at a path within the application; empty when the path is another one's. */
    public static Optional<String> roomOf(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Opens a stream, or answers why not. */
    public void open(Request request, StreamResponse response) {
        StreamTransport transport = new StreamTransport(
                response, (connection, status) -> registry.close(connection, status.code(), status.reason()));
        try {
            Caller caller = callers.identify(request.authorization(), request.apiKey(), request.login());
            gate.charge(caller);
            readers.require(caller);
            RoomName room = RoomName.of(request.room());
            access.require(caller.identity(), Action.JOIN, room);
            String id = request.lastEventId();
            Position since = id == null || id.isEmpty() ? null : EventStreamCodec.position(id);
            String path = "/api/rooms/" + room.value() + "/events";
            Handshake handshake = new Handshake("events", path, Map.of(), Map.of(), request.peer(), null);
            Connection connection = registry.open(
                    handshake, caller.identity(), EventStreamCodec.INSTANCE, true, transport, transport::serves);
            transport.serves(connection);
            if (connection.readyState() == ReadyState.OPEN) {
                join(connection, new JoinRequest(room, since, 0), transport);
            }
        } catch (RuntimeException failure) {
            refuse(null, failure, transport);
            response.end();
        }
    }

    private void join(Connection connection, JoinRequest request, StreamTransport transport) {
        registry.join(
                        connection,
                        request,
                        joined -> Event.Ack.joined(
                                null, request.room(), joined.members(), joined.position(), joined.recovered()))
                .whenComplete((joined, failure) -> {
                    if (failure != null) {
                        Throwable cause = failure.getCause();
                        Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
                        refuse(connection, why, transport);
                        connection.disconnect(Disconnect.NORMAL);
                    }
                });
    }

    private void refuse(@Nullable Connection connection, Throwable failure, StreamTransport transport) {
        ProtocolException why = Incidents.report(connection, failure, registry.stats(), lifecycle);
        transport.refuse(Problem.of(why));
    }
}
