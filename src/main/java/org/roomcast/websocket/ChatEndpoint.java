package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.roomcast.codec.JsonCodec;
import org.roomcast.registry.Connection;

/** Chat: rooms, presence, private messages. */
@ApplicationScoped
@ServerEndpoint(value = "/ws/chat", subprotocols = JsonCodec.SUBPROTOCOL, configurator = HandshakeConfigurator.class)
public class ChatEndpoint extends RoomcastEndpoint {

    @Override
    EndpointProfile profile() {
        return EndpointProfile.CHAT;
    }

    @Override
    void opening(Session session, Connection connection) {
        // the client joins what it wants
    }
}
