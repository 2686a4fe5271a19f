package org.roomcast.dashboard;

import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Identity;
import org.roomcast.registry.Connection;

/**
 * A connection for which something waits. Immutable.
 *
 * @param connection its id; null where nobody may be named
 * @param user who it is; null where nobody may be named
 * @param endpoint the endpoint's short name
 * @param queuedFrames how many frames wait
 * @param queuedBytes their bytes
 * @param stalled for how long the message in front has been on its way, in seconds
 */
public record SlowReader(
        @Nullable ConnectionId connection,
        Event.@Nullable User user,
        String endpoint,
        int queuedFrames,
        long queuedBytes,
        double stalled) {

    private static final double NANOS_PER_SECOND = 1e9;

    static SlowReader of(Connection connection) {
        Identity who = connection.identity();
        return new SlowReader(
                connection.id(),
                new Event.User(who.id(), who.name()),
                connection.handshake().endpoint(),
                connection.queuedFrames(),
                connection.queuedBytes(),
                Rates.round(connection.stalledNanos() / NANOS_PER_SECOND));
    }

    SlowReader withoutPerson() {
        return new SlowReader(null, null, endpoint, queuedFrames, queuedBytes, stalled);
    }
}
