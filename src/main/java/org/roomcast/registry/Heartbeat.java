package org.roomcast.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.roomcast.codec.Event;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;

/**
 * Looks at every connection about once a second: pings it, and ends it when it has been silent, or a send has been in
 * flight, or its identity has lasted too long. No engine's own time-outs can be relied on (HARDENING.md).
 */
final class Heartbeat {

    /** A send that takes longer means that the peer does not read. */
    static final Duration SEND_DEADLINE = Duration.ofSeconds(10);
    /** What is queued at the end of a connection has so long to go out. */
    static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    /** Some containers never report the end of a connection whose peer has vanished. */
    static final Duration FORGET_AFTER = Duration.ofSeconds(30);
    /** The client is told so long before its token ends, PROTOCOL.md section 6. */
    static final Duration EXPIRY_NOTICE = Duration.ofSeconds(30);

    private final long intervalNanos;
    private final long silenceNanos;
    private final Clock clock;

    Heartbeat(RegistrySettings settings, Clock clock) {
        this.intervalNanos = settings.heartbeatInterval().toNanos();
        this.silenceNanos = intervalNanos + settings.heartbeatTimeout().toNanos();
        this.clock = clock;
    }

    void check(Connection connection) {
        if (connection.stalledNanos() > SEND_DEADLINE.toNanos()) {
            connection.disconnect(Disconnect.TOO_SLOW);
        } else if (connection.vitals().silentNanos() > silenceNanos) {
            connection.disconnect(Disconnect.HEARTBEAT_MISSED);
        } else {
            if (connection.vitals().takesPing(intervalNanos)) {
                connection.ping();
            }
            checkExpiry(connection);
        }
    }

    /** @return whether the container has had its time to report the end, so that the connection may be forgotten */
    boolean checkClosing(Connection connection) {
        if (connection.vitals().closingNanos() > CLOSE_DEADLINE.toNanos()) {
            connection.abort(Disconnect.LEAVING);
        }
        return connection.vitals().closingNanos() > FORGET_AFTER.toNanos();
    }

    private void checkExpiry(Connection connection) {
        Instant expiresAt = connection.identity().expiresAt();
        if (expiresAt == null) {
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(expiresAt)) {
            connection.disconnect(Disconnect.TOKEN_EXPIRED);
        } else if (!now.plus(EXPIRY_NOTICE).isBefore(expiresAt)
                && connection.vitals().announcesExpiry(expiresAt)) {
            ErrorCode code = ErrorCode.TOKEN_EXPIRED;
            String message = "The token expires at " + expiresAt + "; send authenticate with a new one";
            connection.deliver(new Event.Failure(null, code.code(), message, null, code.isTemporary()));
        }
    }
}
