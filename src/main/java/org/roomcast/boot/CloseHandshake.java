package org.roomcast.boot;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.roomcast.model.SafeLog;

/**
 * The closing handshake of one connection (RFC 6455 section 7.1). Tyrus closes the socket together with its close frame;
 * a peer that is still sending then loses that frame to a reset. This writer holds the socket open until the peer has
 * answered, for a limited time. Safe in every thread.
 */
final class CloseHandshake extends Writer {

    private static final Logger LOG = SafeLog.of(CloseHandshake.class);
    /** FIN and the opcode of a close frame, RFC 6455 section 5.5.1. */
    static final byte CLOSE_FRAME = (byte) 0x88;

    private final Writer writer;
    private final Runnable cutLater;
    private final AtomicBoolean isSent = new AtomicBoolean();
    private volatile boolean isReceived;

    /** @param cutLater called once, when our close frame goes out: the peer has a limited time from then on */
    CloseHandshake(Writer writer, Runnable cutLater) {
        this.writer = writer;
        this.cutLater = cutLater;
    }

    /** Whether our close frame has gone out: nothing that comes in then matters but the peer's. */
    boolean isSent() {
        return isSent.get();
    }

    /** Notes the peer's close frame. */
    void received() {
        isReceived = true;
        if (isSent.get()) {
            closeNow();
        }
    }

    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> done) {
        boolean isClose = buffer.hasRemaining() && buffer.get(buffer.position()) == CLOSE_FRAME;
        writer.write(buffer, done);
        if (isClose && isSent.compareAndSet(false, true)) {
            cutLater.run();
        }
    }

    @Override
    public void close() {
        if (isReceived || !isSent.get()) {
            closeNow();
        }
    }

    private void closeNow() {
        try {
            writer.close();
        } catch (IOException alreadyClosed) {
            LOG.log(Level.DEBUG, "The socket was closed already", alreadyClosed);
        }
    }
}
