package org.roomcast.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.roomcast.codec.Frame;
import org.roomcast.delivery.Transport;
import org.roomcast.model.SafeLog;

/** A WebSocket session of any engine, through the standard API (JSR 356 / Jakarta WebSocket 2.1). */
final class WebSocketTransport implements Transport {

    private static final Logger LOG = SafeLog.of(WebSocketTransport.class);
    /** Frees the socket on the engines that obey it; our own watchdog is shorter. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(12);

    /**
     * How long Tomcat tries to send a close frame that tells of an error. Its own 50 ms are over when it has once waited
     * for a send whose end has yet to be noted, as it is just after the welcome; the peer then found 1006.
     */
    private static final String TOMCAT_CLOSE_TIMEOUT =
            "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

    private static final Long CLOSE_MILLIS = 200L;

    private final Session session;
    private final RemoteEndpoint.Async remote;

    WebSocketTransport(Session session) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        remote.setSendTimeout(SEND_TIMEOUT.toMillis());
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, CLOSE_MILLIS);
    }

    @Override
    public void send(String text, Completion done) {
        try {
            remote.sendText(text, result -> done.done(result.isOK()));
        } catch (RuntimeException gone) {
            LOG.log(Level.DEBUG, "The session refused a send", gone);
            done.done(false);
        }
    }

    @Override
    public void ping() {
        try {
            remote.sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "The session refused a ping", gone);
        }
    }

    @Override
    public void close(Frame.Close status) {
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(status.code()), status.reason()));
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "The session refused a close", gone);
        }
    }
}
