package org.roomcast.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** A writer that notices the close frame, after which the peer has a limited time to answer. */
final class ClosingWriter extends Writer {

    /** FIN and the opcode of a close frame, RFC 6455 section 5.5.1. */
    private static final byte CLOSE_FRAME = (byte) 0x88;

    private final Writer writer;
    private final Runnable whenClosing;
    private final AtomicBoolean isClosing = new AtomicBoolean();

    ClosingWriter(Writer writer, Runnable whenClosing) {
        this.writer = writer;
        this.whenClosing = whenClosing;
    }

    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> done) {
        boolean isClose = buffer.hasRemaining() && buffer.get(buffer.position()) == CLOSE_FRAME;
        if (isClose && isClosing.compareAndSet(false, true)) {
            whenClosing.run();
        }
        writer.write(buffer, done);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
