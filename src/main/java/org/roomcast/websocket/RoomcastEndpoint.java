package org.roomcast.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.roomcast.registry.Connection;

/**
 * What the endpoints have in common: they hand on what the container says. One instance serves all sessions, so there
 * is no field per session. Public with public methods, as Tomcat demands of a base class. The message handlers are
 * partial ones: whole-message handlers do not bound memory on every engine (HARDENING.md).
 */
public abstract class RoomcastEndpoint {

    @Inject
    ConnectionHandler handler;

    abstract EndpointProfile profile();

    /** What happens when a connection has been welcomed. */
    abstract void opening(Session session, Connection connection);

    /** Answers what went wrong with the opening after it had returned. */
    void failed(Session session, @Nullable Throwable failure) {
        if (failure != null) {
            handler.openingFailed(session, failure);
        }
    }

    @OnOpen
    public void onOpen(Session session) {
        handler.opened(session, profile(), connection -> opening(session, connection));
    }

    @OnMessage
    public void onText(Session session, String part, boolean last) {
        handler.text(session, part, last);
    }

    @OnMessage
    public void onBinary(Session session, ByteBuffer part, boolean last) {
        handler.binary(session, last);
    }

    @OnMessage
    public void onPong(Session session, PongMessage pong) {
        handler.pong(session);
    }

    @OnClose
    public void onClose(Session session, CloseReason reason) {
        handler.closed(session, reason);
    }

    @OnError
    public void onError(Session session, Throwable fault) {
        handler.failed(session, fault);
    }
}
