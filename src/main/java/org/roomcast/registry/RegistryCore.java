package org.roomcast.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.WireCodec;
import org.roomcast.delivery.Outbox;
import org.roomcast.delivery.OutboxListener;
import org.roomcast.delivery.Transport;
import org.roomcast.limits.Limit;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;

/** The parts of a registry put together, and the life of a connection from its opening to its end. */
final class RegistryCore {

    private final RegistryParts parts;
    private final Stats stats;
    private final Connections connections;
    private final RoomLogs logs;
    private final Rooms rooms;
    private final RoomHistory history;
    private final Admission admission;
    private final Publisher publisher;
    private final DirectMessages direct;
    private final Heartbeat heartbeat;
    private final Shutdown shutdown;

    RegistryCore(RegistryParts parts) {
        this.parts = parts;
        this.stats = new Stats(parts.clock());
        RegistrySettings settings = parts.settings();
        this.connections = new Connections(settings.presenceEmail());
        this.logs = new RoomLogs(
                parts.history(), settings.policies(), settings.recentSize(), parts.clock(), parts.nanoTime(), stats);
        this.rooms = new Rooms(parts, logs, stats);
        this.history = new RoomHistory(parts, logs, rooms);
        this.admission = new Admission(settings.connections());
        this.publisher = new Publisher(parts, rooms, logs, connections, stats);
        this.direct = new DirectMessages(parts, connections, publisher);
        this.heartbeat = new Heartbeat(settings, parts.clock());
        this.shutdown = new Shutdown(connections, parts);
    }

    Connections connections() {
        return connections;
    }

    Rooms rooms() {
        return rooms;
    }

    RoomHistory history() {
        return history;
    }

    Publisher publisher() {
        return publisher;
    }

    DirectMessages direct() {
        return direct;
    }

    Stats stats() {
        return stats;
    }

    RoomPolicies policies() {
        return parts.settings().policies();
    }

    Instant now() {
        return parts.clock().instant();
    }

    Connection open(
            Handshake handshake,
            Identity identity,
            WireCodec codec,
            boolean batching,
            Transport transport,
            Consumer<Connection> welcome) {
        Listener listener = new Listener();
        Outbox outbox = new Outbox(
                transport, codec, batching, parts.settings().outbox(), parts.threads(), parts.nanoTime(), listener);
        Disconnect refusal = shutdown.hasBegun() ? Disconnect.RESTARTING : admit(identity, handshake);
        ConnectionEnd end = refusal == null ? this::ended : (c, code, reason) -> {};
        Connection connection =
                new Connection(ConnectionId.random(), identity, handshake, now(), outbox, parts.nanoTime(), end);
        listener.connection = connection;
        if (refusal != null) {
            connection.disconnect(refusal);
            parts.lifecycle()
                    .fire(new LifecycleEvent.ConnectionRefused(
                            handshake.endpoint(), handshake.address(), refusal.code(), refusal.reason()));
            return connection;
        }
        stats.connectionOpened();
        // the welcome is the first frame, and whoever has read it can be reached
        outbox.pause();
        welcome.accept(connection);
        connections.add(connection);
        outbox.resume();
        if (shutdown.hasBegun() || connection.readyState() != ReadyState.OPEN) {
            // it ended, or the shutdown has passed over the list, before it was on it
            connection.disconnect(Disconnect.RESTARTING);
            remove(connection);
        } else if (parts.lifecycle().observes(LifecycleEvent.ConnectionOpened.class)) {
            parts.lifecycle().fire(new LifecycleEvent.ConnectionOpened(connection));
        }
        return connection;
    }

    private @Nullable Disconnect admit(Identity identity, Handshake handshake) {
        Limit reached = admission.admit(identity.id(), handshake.address());
        if (reached == null) {
            return null;
        }
        stats.refused(reached);
        return reached == Limit.CONNECTIONS ? Disconnect.SERVER_FULL : Disconnect.TOO_MANY_CONNECTIONS;
    }

    void closed(Connection connection, int code, String reason) {
        connection.closed(code, reason);
        connections.closed(connection);
    }

    void become(Connection connection, Identity identity) {
        Identity former = connection.identity();
        if (former.id() != null && !former.id().equals(identity.id())) {
            throw ProtocolException.forbidden("The connection is another user's");
        }
        boolean isOtherUser = former.id() == null && identity.id() != null;
        if (isOtherUser && !admission.admitUser(identity.id())) {
            stats.refused(Limit.CONNECTIONS_PER_USER);
            throw new ProtocolException(ErrorCode.FORBIDDEN, "The user has as many connections as may be");
        }
        if (!connection.become(identity)) {
            if (isOtherUser) {
                admission.releaseUser(identity.id());
            }
            return;
        }
        if (isOtherUser) {
            connections.reindex(connection, former.id());
        }
        for (RoomName room : connection.rooms()) {
            rooms.rename(connection, room);
        }
    }

    void tick() {
        connections.all().forEach(heartbeat::check);
        connections.closing().removeIf(heartbeat::checkClosing);
        rooms.expireDepartures();
        logs.trim();
    }

    void retire(Collection<Connection> leaving) {
        shutdown.retire(leaving);
    }

    void shutdown() {
        shutdown.run();
    }

    boolean isStopping() {
        return shutdown.hasBegun();
    }

    boolean isEmpty() {
        return connections.isEmpty() && rooms.isEmpty() && admission.isEmpty();
    }

    /** Called under locks, therefore it only hands the work on. */
    private void ended(Connection connection, int code, String reason) {
        if (code == Disconnect.TOO_SLOW.code()) {
            stats.slowReaderCut();
            stats.refused(Limit.OUTBOX);
        } else if (code == Disconnect.HEARTBEAT_MISSED.code()) {
            stats.refused(Limit.IDLE_TIME);
        }
        parts.threads().drainers().execute(() -> {
            remove(connection);
            if (parts.lifecycle().observes(LifecycleEvent.ConnectionClosed.class)) {
                parts.lifecycle().fire(new LifecycleEvent.ConnectionClosed(connection, code, reason));
            }
        });
    }

    private void remove(Connection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        for (RoomName room : connection.rooms()) {
            rooms.leave(connection, room, null);
        }
        admission.release(connection.identity().id(), connection.handshake().address());
        stats.connectionClosed();
        if (connection.readyState() == ReadyState.CLOSED) {
            connections.closed(connection);
        }
    }

    /** Knows its connection as soon as there is one; nothing is sent before. */
    private final class Listener implements OutboxListener {
        private volatile @Nullable Connection connection;

        @Override
        public void sent(int frames, long bytes) {
            stats.sent(frames, bytes);
            Connection to = connection;
            if (to != null && parts.lifecycle().observes(LifecycleEvent.FrameSent.class)) {
                parts.lifecycle().fire(new LifecycleEvent.FrameSent(to, frames, bytes));
            }
        }

        @Override
        public void broken() {
            Connection gone = connection;
            if (gone != null) {
                gone.disconnect(Disconnect.INTERNAL);
            }
        }
    }
}
