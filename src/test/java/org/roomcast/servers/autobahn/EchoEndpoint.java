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

/** Sends back what it gets, up to what most of the fuzzing client's cases send. Tests add it to the server. */
@ApplicationScoped
@ServerEndpoint(value = "/ws/echo", configurator = HandshakeConfigurator.class)
public class EchoEndpoint {

    /** Of all cases but those of group 9. */
    static final int LARGEST = 512 * 1024;

    /** Tomcat takes a buffer of that size for each connection. */
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

    /** Most cases are wrong on purpose. */
    @OnError
    public void onError(Session session, Throwable fault) {
        System.getLogger(EchoEndpoint.class.getName()).log(Level.DEBUG, "A case has ended in a fault", fault);
    }
}
