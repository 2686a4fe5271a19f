package org.roomcast.dashboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Identity;
import org.roomcast.registry.Connection;

/**
 * A line of the events log. Immutable.
 *
 * @param time when
 * @param kind {@code connected}, {@code disconnected}, {@code refused} or {@code failed}
 * @param connection which; null for none, or where nobody may be named
 * @param user whose; null for nobody's, or where nobody may be named
 * @param endpoint the endpoint's short name; null for none
 * @param address the peer of a refused connection; null for none, or where nobody may be named
 * @param code the close code; null for none
 * @param reason the close reason, or the incident's id; null for none
 */
public record Happening(
        Instant time,
        String kind,
        @Nullable ConnectionId connection,
        Event.@Nullable User user,
        @Nullable String endpoint,
        @Nullable String address,
        @Nullable Integer code,
        @Nullable String reason) {

    static Happening of(
            Instant time,
            String kind,
            @Nullable Connection connection,
            @Nullable Integer code,
            @Nullable String reason) {
        if (connection == null) {
            return new Happening(time, kind, null, null, null, null, code, reason);
        }
        Identity who = connection.identity();
        Event.User user = new Event.User(who.id(), who.name());
        return new Happening(
                time, kind, connection.id(), user, connection.handshake().endpoint(), null, code, reason);
    }

    /** The reason is left out as well: a peer writes there what it likes. */
    Happening withoutPerson() {
        return new Happening(time, kind, null, null, endpoint, null, code, null);
    }
}
