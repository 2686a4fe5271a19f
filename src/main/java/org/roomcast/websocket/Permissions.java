package org.roomcast.websocket;

import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.AccessPolicy.Action;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.ServerEvents;
import org.roomcast.registry.Connection;

/** What one connection may do, as guards that throw the refusal. Called by one thread at a time. */
final class Permissions {

    private final Connection connection;
    private final EndpointProfile profile;
    private final AccessPolicy access;

    Permissions(Connection connection, EndpointProfile profile, AccessPolicy access) {
        this.connection = connection;
        this.profile = profile;
        this.access = access;
    }

    void requireCommand(String type) {
        if (!profile.allows(type)) {
            throw ProtocolException.forbidden("The endpoint " + profile.name() + " does not take frames of this type");
        }
    }

    void requireJoin(RoomName room) {
        access.require(connection.identity(), Action.JOIN, room);
    }

    /** Membership comes last: who may not publish learns that, joined or not. */
    void requirePublish(RoomName room, String event) {
        ServerEvents.requireOther(event);
        access.require(connection.identity(), Action.PUBLISH, room);
        requireJoined(room);
    }

    void requireSeeMembers(RoomName room, boolean roomTells) {
        if (!connection.isIn(room)) {
            access.require(connection.identity(), Action.SEE_MEMBERS, room);
        }
        if (!roomTells) {
            throw ProtocolException.forbidden("This room does not tell who is in it");
        }
    }

    void requireJoined(RoomName room) {
        if (!connection.isIn(room)) {
            throw notJoined();
        }
    }

    void requireRole(String role) {
        if (!connection.identity().has(role)) {
            ErrorCode code = connection.identity().isAuthenticated() ? ErrorCode.FORBIDDEN : ErrorCode.UNAUTHENTICATED;
            throw new ProtocolException(code, "This needs the role " + role);
        }
    }

    /** Whether an identity may stay on this endpoint. */
    boolean mayStay(Identity identity) {
        return profile.needs() != EndpointProfile.Needs.ADMIN || identity.has(Identity.ADMIN);
    }

    /** Whether an identity may stay in a room that its connection is in. */
    boolean mayStay(Identity identity, RoomName room) {
        return room.isSystem() || access.allows(identity, Action.JOIN, room);
    }

    static ProtocolException notJoined() {
        return new ProtocolException(ErrorCode.NOT_JOINED, "Join the room first");
    }
}
