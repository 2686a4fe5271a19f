package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.roomcast.codec.JsonCodec;
import org.roomcast.notify.Notifications;
import org.roomcast.registry.Connection;

/** The user's notification inbox: what is unread at once, then what comes. */
@ApplicationScoped
@ServerEndpoint(
        value = "/ws/notifications",
        subprotocols = JsonCodec.SUBPROTOCOL,
        configurator = HandshakeConfigurator.class)
public class NotificationsEndpoint extends RoomcastEndpoint {

    @Inject
    Notifications notifications;

    @Override
    EndpointProfile profile() {
        return EndpointProfile.NOTIFICATIONS;
    }

    @Override
    void opening(Session session, Connection connection) {
        notifications.open(connection).whenComplete((sent, failure) -> failed(session, failure));
    }
}
