package org.roomcast.websocket;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.FrameId;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomName;
import org.roomcast.registry.Connection;
import org.roomcast.registry.JoinResult;

/** Makes the frames that greet: the first of a connection, and the answer to a join. */
final class Welcomes {

    private Welcomes() {}

    static Event.Welcome of(Connection connection, EndpointSettings settings, Clock clock) {
        Identity who = connection.identity();
        return new Event.Welcome(
                connection.id(),
                new Event.User(who.id(), who.name()),
                who.isAuthenticated(),
                who.roles(),
                tokenTtl(who, clock),
                settings.heartbeatInterval().toSeconds(),
                settings.heartbeatTimeout().toSeconds(),
                settings.messageSize(),
                limits(settings),
                connection.handshake().endpoint(),
                settings.node(),
                settings.version(),
                clock.instant());
    }

    private static Event.Limits limits(EndpointSettings settings) {
        return new Event.Limits(
                settings.frames().amount(),
                settings.frames().burst(),
                settings.rooms(),
                settings.outbox().frames(),
                settings.outbox().bytes());
    }

    static Event.Ack joined(@Nullable FrameId id, RoomName room, JoinResult joined) {
        return Event.Ack.joined(id, room, joined.members(), joined.position(), joined.recovered());
    }

    /** How long the identity still lasts, in seconds; null for ever. */
    static @Nullable Long tokenTtl(Identity who, Clock clock) {
        return who.expiresAt() == null
                ? null
                : Math.max(0, Duration.between(clock.instant(), who.expiresAt()).toSeconds());
    }
}
