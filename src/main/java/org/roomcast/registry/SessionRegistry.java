package org.roomcast.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Json;
import org.roomcast.codec.WireCodec;
import org.roomcast.delivery.Transport;
import org.roomcast.history.HistoryQuery;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Draft;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * Who is connected, in which rooms, and how to reach them: the API that an application injects.
 *
 * <p>Every method may be called from any thread and any bean. None blocks for a network or a reader. Callers are
 * trusted: permissions are checked where requests come in, at the endpoints and the REST resources. Data may be anything
 * that JSON-B writes (a record, a bean, a map, a list, a string, a number) or a {@link org.roomcast.model.Payload}.
 */
@ApplicationScoped
public class SessionRegistry {

    /** Longer lists of users are cut here, PROTOCOL.md section 3. */
    public static final int MAX_LISTED = 500;

    /** Of rooms without members, so many are listed. */
    public static final int MAX_ROOMS = 10_000;

    private final RegistryCore core;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected SessionRegistry() {
        this.core = null;
    }

    @Inject
    public SessionRegistry(RegistryParts parts) {
        this.core = new RegistryCore(parts);
    }

    /**
     * Takes a new connection.
     *
     * @param batching whether several frames may be sent as one message
     * @param welcome told the connection before anyone else can reach it; sends its first frame
     * @return the connection; already ending, with the right close code, when there was no place for it
     */
    public Connection open(
            Handshake handshake,
            Identity identity,
            WireCodec codec,
            boolean batching,
            Transport transport,
            Consumer<Connection> welcome) {
        return core.open(handshake, identity, codec, batching, transport, welcome);
    }

    /** Notes that the container has ended a connection. */
    public void close(Connection connection, int code, String reason) {
        core.closed(connection, code, reason);
    }

    /**
     * Enters a room; entering it again changes nothing.
     *
     * @return completes when the connection gets the room's events, usually at once; fails with a {@link
     *     ProtocolException} when the room is full, when the connection has ended or is in too many rooms, or when the
     *     room's history cannot be read
     */
    public CompletionStage<JoinResult> join(Connection connection, RoomName room) {
        return core.rooms().join(connection, JoinRequest.of(room), null);
    }

    /** The same, perhaps from an earlier position on, with a frame that reaches the connection before all others. */
    public CompletionStage<JoinResult> join(Connection connection, JoinRequest request, @Nullable JoinAnswer answer) {
        return core.rooms().join(connection, request, answer);
    }

    /** Leaves a room. @return whether the connection was in it */
    public boolean leave(Connection connection, RoomName room) {
        return core.rooms().leave(connection, room, null);
    }

    /** The same; {@code answer} runs when nothing of the room can come any more. */
    public boolean leave(Connection connection, RoomName room, Runnable answer) {
        return core.rooms().leave(connection, room, answer);
    }

    /** Gives a connection another identity. @throws ProtocolException when that user has too many connections */
    public void become(Connection connection, Identity identity) {
        core.become(connection, identity);
    }

    /**
     * Publishes a draft: into its room, or to everyone when it has none; with the sender's own connection or without it,
     * as its {@code echo} says.
     *
     * @return completes when it is accepted and queued for its readers; fails with a {@link ProtocolException} when a
     *     filter refuses it
     */
    public CompletionStage<Receipt> publish(Draft draft) {
        return core.publisher().publish(draft);
    }

    /** Publishes into a room on the server's own account. */
    public CompletionStage<Receipt> publish(RoomName room, String event, Object data) {
        return publish(Draft.of(room, event, Json.payload(data)));
    }

    /** Publishes into a room on a member's account, to everyone but that connection. */
    public CompletionStage<Receipt> publishToOthers(Connection from, RoomName room, String event, Object data) {
        return publish(Draft.of(room, event, Json.payload(data))
                .withFrom(from.asSender())
                .withoutEcho());
    }

    /** Sends to everyone who is connected. */
    public CompletionStage<Receipt> broadcast(String event, Object data) {
        return publish(Draft.ofEveryone(event, Json.payload(data)));
    }

    /** Publishes several drafts, which each reader sees in this order. @return an outcome per draft */
    public List<CompletionStage<Receipt>> broadcastBatch(List<Draft> drafts) {
        return drafts.stream().map(this::publish).toList();
    }

    /** Sends to one connection. @return whether it could be queued */
    public boolean send(ConnectionId to, String event, Object data) {
        return send(null, to, event, data);
    }

    /** Sends to one connection on somebody's account. */
    public boolean send(@Nullable Sender from, ConnectionId to, String event, Object data) {
        return core.direct().toConnection(from, to, event, data);
    }

    /** Sends to all connections of a user. @return to how many it was queued */
    public int sendToUser(String userId, String event, Object data) {
        return sendToUsers(null, List.of(userId), event, data);
    }

    /** Sends to all connections of several users. @return to how many it was queued */
    public int sendToUsers(Collection<String> userIds, String event, Object data) {
        return sendToUsers(null, userIds, event, data);
    }

    /** Sends to all connections of several users on somebody's account. @return to how many it was queued */
    public int sendToUsers(@Nullable Sender from, Collection<String> userIds, String event, Object data) {
        return core.direct().toUsers(from, userIds, event, data);
    }

    /** Sends to some connections. @return to how many it was queued */
    public int sendTo(Collection<Connection> to, String event, Object data) {
        return core.direct().toConnections(to, event, data);
    }

    /** The connection with this id, while it is open. */
    public Optional<Connection> connection(ConnectionId id) {
        return Optional.ofNullable(core.connections().find(id));
    }

    public List<Connection> connections() {
        return List.copyOf(core.connections().all());
    }

    /** A user's open connections; a snapshot. */
    public List<Connection> connectionsOf(String userId) {
        return core.connections().ofUser(userId);
    }

    public int connectionCount() {
        return core.connections().count();
    }

    /** Everyone who is connected, one entry per user; a snapshot. */
    public List<Member> users() {
        return List.copyOf(core.connections().users());
    }

    /** The users of a room, at most {@link #MAX_LISTED}; empty when there is no such room. */
    public List<Member> members(RoomName name) {
        return core.rooms().members(name, MAX_LISTED);
    }

    /** A part of a room's history; fails with a {@link ProtocolException} when the store cannot be read. */
    public CompletionStage<HistorySlice> history(RoomName room, HistoryQuery query) {
        return core.history().read(room, query);
    }

    /** All rooms that have members or a history, by name, at most {@link #MAX_ROOMS} of those without members. */
    public CompletionStage<List<RoomInfo>> allRooms() {
        return core.history().rooms();
    }

    /** All rooms that have members, by name; a snapshot. */
    public List<RoomInfo> rooms() {
        return core.rooms().infos();
    }

    /** What has gone through each room that has members; a snapshot, in no order. Delays no publisher. */
    public List<RoomTraffic> traffic() {
        return core.rooms().traffic();
    }

    /** One room; empty when nobody is in it. */
    public Optional<RoomInfo> room(RoomName name) {
        return Optional.ofNullable(core.rooms().find(name)).map(Room::info);
    }

    /** Whether a room tells who is in it. */
    public boolean tellsPresence(RoomName name) {
        return core.policies().of(name).presence();
    }

    public int roomCount() {
        return core.rooms().count();
    }

    /** Ends a connection. @return whether there was such a connection */
    public boolean disconnect(ConnectionId id, Disconnect why, @Nullable String reason) {
        Connection connection = core.connections().find(id);
        if (connection == null) {
            return false;
        }
        connection.disconnect(why, reason);
        return true;
    }

    /** Says goodbye to some connections and ends them with 4200; waits until they are closed, some seconds. */
    public void retire(Collection<Connection> leaving) {
        core.retire(leaving);
    }

    /** Ends all connections of a user. @return how many there were */
    public int disconnectUser(String userId, Disconnect why, @Nullable String reason) {
        List<Connection> connections = core.connections().ofUser(userId);
        connections.forEach(connection -> connection.disconnect(why, reason));
        return connections.size();
    }

    public Stats stats() {
        return core.stats();
    }

    /** Whether the server is closing its connections. */
    public boolean isStopping() {
        return core.isStopping();
    }

    /** Looks after heartbeats, slow sends, expiring identities and departures; to be called about once a second. */
    public void tick() {
        core.tick();
    }

    /** Says goodbye to all connections, ends them, and takes no new one. Waits until they are closed, some seconds. */
    public void shutdown() {
        core.shutdown();
    }

    /** Whether no trace of any connection, user or room is left. */
    public boolean isEmpty() {
        return core.isEmpty();
    }
}
