package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.registry.Connection;
import org.roomcast.registry.SessionRegistry;

/** Sees and ends connections; for administrators. */
@ApplicationScoped
@Path("connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionsResource {

    private static final int MAX_LIMIT = 1000;

    @Inject
    SessionRegistry registry;

    /** All connections. */
    public record Connections(List<View> connections, int count) {}

    /** A connection as an administrator sees it. */
    public record View(
            ConnectionId id,
            String endpoint,
            String path,
            Event.User user,
            @Nullable String address,
            String readyState,
            Instant connectedSince,
            List<RoomName> rooms,
            int queuedFrames,
            long queuedBytes) {

        static View of(Connection connection) {
            Identity who = connection.identity();
            return new View(
                    connection.id(),
                    connection.handshake().endpoint(),
                    connection.handshake().path(),
                    new Event.User(who.id(), who.name()),
                    connection.handshake().address(),
                    connection.readyState().name().toLowerCase(Locale.ROOT),
                    connection.connectedSince(),
                    connection.rooms(),
                    connection.queuedFrames(),
                    connection.queuedBytes());
        }
    }

    /** The connections, those that came last first; {@code count} is of all that match, however few are told. */
    @GET
    public Response list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @Context SecurityContext security) {
        Caller.of(security).require(Identity.ADMIN);
        int most = PageParameters.limit(limit, MAX_LIMIT, Integer.MAX_VALUE);
        List<Connection> found = registry.connections().stream()
                .filter(connection -> search == null || ConnectionSearch.matches(connection, search))
                .sorted(Comparator.comparing(Connection::connectedSince).reversed())
                .toList();
        return Answers.ok(
                new Connections(found.stream().limit(most).map(View::of).toList(), found.size()));
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context SecurityContext security) {
        Caller.of(security).require(Identity.ADMIN);
        return registry.connection(new ConnectionId(id))
                .map(connection -> Answers.ok(View.of(connection)))
                .orElseThrow(ConnectionsResource::notFound);
    }

    @DELETE
    @Path("{id}")
    public Response disconnect(@PathParam("id") String id, @Context SecurityContext security) {
        Caller.of(security).require(Identity.ADMIN);
        if (!registry.disconnect(new ConnectionId(id), Disconnect.ENDED_BY_ADMIN, null)) {
            throw notFound();
        }
        return Response.noContent().build();
    }

    private static ProtocolException notFound() {
        return new ProtocolException(ErrorCode.NOT_FOUND, "There is no such connection");
    }
}
