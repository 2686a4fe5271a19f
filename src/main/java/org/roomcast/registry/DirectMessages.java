package org.roomcast.registry;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Json;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Publication;
import org.roomcast.model.Sender;

/** Messages to connections and users instead of rooms. Safe in every thread. */
final class DirectMessages {

    private final RegistryParts parts;
    private final Connections connections;
    private final Publisher publisher;

    DirectMessages(RegistryParts parts, Connections connections, Publisher publisher) {
        this.parts = parts;
        this.connections = connections;
        this.publisher = publisher;
    }

    /** @return whether it could be queued */
    boolean toConnection(@Nullable Sender from, ConnectionId to, String event, Object data) {
        Connection connection = connections.find(to);
        return connection != null && publisher.send(message(from, event, data), List.of(connection)) > 0;
    }

    /** @return to how many connections it was queued */
    int toUsers(@Nullable Sender from, Collection<String> userIds, String event, Object data) {
        List<Connection> to = userIds.stream()
                .distinct()
                .flatMap(id -> connections.ofUser(id).stream())
                .toList();
        return publisher.send(message(from, event, data), to);
    }

    /** @return to how many it was queued */
    int toConnections(Collection<Connection> to, String event, Object data) {
        return publisher.send(message(null, event, data), to);
    }

    private Publication message(@Nullable Sender from, String event, Object data) {
        return new Publication(
                null, null, event, Json.payload(data), from, parts.clock().instant());
    }
}
