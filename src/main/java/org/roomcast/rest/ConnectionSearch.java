package org.roomcast.rest;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.roomcast.model.Identity;
import org.roomcast.registry.Connection;

/** What an administrator who looks for a connection may know of it. */
final class ConnectionSearch {

    private ConnectionSearch() {}

    /** Whether the text occurs in the user's id or name, the endpoint, or the address, or is the connection's id or a room. */
    static boolean matches(Connection connection, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Identity who = connection.identity();
        boolean isIn = Stream.of(
                        who.id(),
                        who.name(),
                        connection.handshake().endpoint(),
                        connection.handshake().address())
                .filter(Objects::nonNull)
                .anyMatch(known -> known.toLowerCase(Locale.ROOT).contains(wanted));
        return isIn
                || connection.id().value().equalsIgnoreCase(wanted)
                || connection.rooms().stream().anyMatch(room -> room.value().equalsIgnoreCase(wanted));
    }
}
