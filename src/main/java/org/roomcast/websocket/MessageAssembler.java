package org.roomcast.websocket;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Utf8;

/**
 * Puts the parts of one client message together and bounds what an endless message can take: in bytes, in parts and in
 * time. Engines do not do that reliably (HARDENING.md). The container calls it from one thread at a time; only {@link
 * #pendingNanos} may be called from another.
 */
final class MessageAssembler {

    /** More parts than that are no message but an attack. */
    private static final int MAX_PARTS = 256;

    private final int maxBytes;
    private final LongSupplier nanoTime;
    private @Nullable StringBuilder pending;
    private int bytes;
    private int parts;
    private volatile long since;

    MessageAssembler(int maxBytes, LongSupplier nanoTime) {
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
    }

    /** Thrown when a message is larger than allowed. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("too large", null, false, false);
        }
    }

    /** Takes a part. @return the whole message when this was the last part of it; null otherwise */
    @Nullable String add(String part, boolean last) throws TooLargeException {
        bytes += Utf8.length(part);
        parts++;
        if (bytes > maxBytes || parts > MAX_PARTS) {
            reset();
            throw new TooLargeException();
        }
        if (last && pending == null) {
            reset();
            return part;
        }
        if (pending == null) {
            pending = new StringBuilder();
            since = Math.max(1, nanoTime.getAsLong());
        }
        pending.append(part);
        if (!last) {
            return null;
        }
        String message = pending.toString();
        reset();
        return message;
    }

    /** For how long a message has been incomplete, in nanoseconds; 0 when none is. */
    long pendingNanos() {
        long began = since;
        return began == 0 ? 0 : nanoTime.getAsLong() - began;
    }

    private void reset() {
        pending = null;
        bytes = 0;
        parts = 0;
        since = 0;
    }
}
