package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.AccessPolicy.Action;
import org.roomcast.codec.JsonCodec;
import org.roomcast.model.RoomName;
import org.roomcast.registry.Connection;
import org.roomcast.registry.JoinRequest;
import org.roomcast.registry.SessionRegistry;

/** Chat that joins the room in its path on opening; the join is answered with an {@code ack} without an id. */
@ApplicationScoped
@ServerEndpoint(
        value = "/ws/chat/{room}",
        subprotocols = JsonCodec.SUBPROTOCOL,
        configurator = HandshakeConfigurator.class)
public class ChatRoomEndpoint extends RoomcastEndpoint {

    @Inject
    SessionRegistry registry;

    @Inject
    AccessPolicy access;

    @Override
    EndpointProfile profile() {
        return EndpointProfile.CHAT;
    }

    @Override
    void opening(Session session, Connection connection) {
        RoomName room = RoomName.of(session.getPathParameters().getOrDefault("room", ""));
        access.require(connection.identity(), Action.JOIN, room);
        registry.join(connection, JoinRequest.of(room), joined -> Welcomes.joined(null, room, joined))
                .whenComplete((joined, failure) -> failed(session, failure));
    }
}
