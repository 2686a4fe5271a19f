package org.roomcast.boot;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
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

    /**
     * The most writes that may be under way. Frames of the server's come one at a time; a pong, which the engine sends by
     * itself for each ping (section 5.5.2), waits without bound for a peer that does not read.
     */
    static final int MAX_PENDING = 64;

    private final Writer writer;
    private final Runnable cutLater;
    private final AtomicInteger pending = new AtomicInteger();
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
        if (pending.get() >= MAX_PENDING) {
            giveUp(done);
            return;
        }
        pending.incrementAndGet();
        writer.write(buffer, new Counted(done));
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

    /** From now on what comes in is dropped, and so asks for no more answers. */
    private void giveUp(@Nullable CompletionHandler<ByteBuffer> done) {
        if (isSent.compareAndSet(false, true)) {
            cutLater.run();
        }
        if (done != null) {
            done.failed(new IOException("The peer does not read"));
        }
    }

    private void closeNow() {
        try {
            writer.close();
        } catch (IOException alreadyClosed) {
            LOG.log(Level.DEBUG, "The socket was closed already", alreadyClosed);
        }
    }

    /** Ends a write, once, however the engine tells it. */
    private final class Counted extends CompletionHandler<ByteBuffer> {
        private final @Nullable CompletionHandler<ByteBuffer> done;
        private final AtomicBoolean isEnded = new AtomicBoolean();

        Counted(@Nullable CompletionHandler<ByteBuffer> done) {
            this.done = done;
        }

        @Override
        public void completed(ByteBuffer result) {
            end();
            if (done != null) {
                done.completed(result);
            }
        }

        @Override
        public void failed(Throwable fault) {
            end();
            if (done != null) {
                done.failed(fault);
            }
        }

        @Override
        public void cancelled() {
            end();
            if (done != null) {
                done.cancelled();
            }
        }

        private void end() {
            if (isEnded.compareAndSet(false, true)) {
                pending.decrementAndGet();
            }
        }
    }
}
