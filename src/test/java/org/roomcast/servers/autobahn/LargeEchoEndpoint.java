package org.roomcast.servers.autobahn;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.roomcast.websocket.HandshakeConfigurator;

/** The same for the cases of group 9, whose messages have up to 16 MiB. */
@ApplicationScoped
@ServerEndpoint(value = "/ws/echo/large", configurator = HandshakeConfigurator.class)
public class LargeEchoEndpoint {

    static final int LARGEST = 16 * 1024 * 1024;

    @OnOpen
    public void onOpen(Session session) {
        session.setMaxTextMessageBufferSize(LARGEST);
        session.setMaxBinaryMessageBufferSize(LARGEST);
    }

    @OnMessage(maxMessageSize = LARGEST)
    public void onText(Session session, String text) throws IOException {
        session.getBasicRemote().sendText(text);
    }

    @OnMessage(maxMessageSize = LARGEST)
    public void onBinary(Session session, ByteBuffer bytes) throws IOException {
        session.getBasicRemote().sendBinary(bytes);
    }

    @OnError
    public void onError(Session session, Throwable fault) {
        System.getLogger(LargeEchoEndpoint.class.getName()).log(Level.DEBUG, "A case has ended in a fault", fault);
    }
}
