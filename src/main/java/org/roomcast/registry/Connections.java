package org.roomcast.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;

/** The open connections, by id and by user, and those that are being closed. Safe in every thread. */
final class Connections {

    private final ConcurrentHashMap<ConnectionId, Connection> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Set<Connection>> byUser = new ConcurrentHashMap<>();
    private final Set<Connection> closing = ConcurrentHashMap.newKeySet();
    private final boolean showsEmail;

    /** @param showsEmail whether the list of users has their e-mail addresses */
    Connections(boolean showsEmail) {
        this.showsEmail = showsEmail;
    }

    void add(Connection connection) {
        byId.put(connection.id(), connection);
        index(connection.identity().id(), connection);
    }

    /** Moves a connection to those that are being closed. @return false when it was not open */
    boolean remove(Connection connection) {
        if (!byId.remove(connection.id(), connection)) {
            return false;
        }
        unindex(connection.identity().id(), connection);
        if (connection.readyState() != ReadyState.CLOSED) {
            closing.add(connection);
        }
        return true;
    }

    void reindex(Connection connection, @Nullable String formerUser) {
        unindex(formerUser, connection);
        index(connection.identity().id(), connection);
        if (connection.readyState() != ReadyState.OPEN) {
            // it may have been removed before it was indexed
            unindex(connection.identity().id(), connection);
        }
    }

    void closed(Connection connection) {
        closing.remove(connection);
    }

    @Nullable Connection find(ConnectionId id) {
        return byId.get(id);
    }

    Collection<Connection> all() {
        return byId.values();
    }

    Collection<Connection> closing() {
        return closing;
    }

    List<Connection> ofUser(String userId) {
        Set<Connection> connections = byUser.get(userId);
        return connections == null ? List.of() : List.copyOf(connections);
    }

    int count() {
        return byId.size();
    }

    /** Everyone who is connected, one entry per user; an anonymous connection is a user of its own. */
    Collection<Member> users() {
        Map<String, Member> users = new LinkedHashMap<>();
        for (Connection connection : byId.values()) {
            Identity who = connection.identity();
            String id = who.presenceId(connection.id());
            Member member = new Member(id, who.name(), showsEmail ? who.email() : null, connection.connectedSince(), 1);
            users.merge(id, member, Connections::together);
        }
        return users.values();
    }

    boolean isEmpty() {
        return byId.isEmpty() && byUser.isEmpty() && closing.isEmpty();
    }

    private static Member together(Member a, Member b) {
        Member older = a.connectedAt().isAfter(b.connectedAt()) ? b : a;
        return new Member(
                older.id(), older.name(), older.email(), older.connectedAt(), a.connections() + b.connections());
    }

    private void index(@Nullable String userId, Connection connection) {
        if (userId != null) {
            byUser.compute(userId, (id, existing) -> {
                Set<Connection> connections = existing == null ? ConcurrentHashMap.newKeySet() : existing;
                connections.add(connection);
                return connections;
            });
        }
    }

    private void unindex(@Nullable String userId, Connection connection) {
        if (userId != null) {
            byUser.computeIfPresent(userId, (id, connections) -> {
                connections.remove(connection);
                return connections.isEmpty() ? null : connections;
            });
        }
    }
}
