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
    private boolean endsInPair;
    private volatile boolean isPending;
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
        if (endsInPair && !part.isEmpty() && Character.isLowSurrogate(part.charAt(0))) {
            // either half has been counted as 3 bytes, together they are 4
            bytes -= 2;
        }
        endsInPair = !part.isEmpty() && Character.isHighSurrogate(part.charAt(part.length() - 1));
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
            since = nanoTime.getAsLong();
            isPending = true;
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
        return isPending ? nanoTime.getAsLong() - since : 0;
    }

    private void reset() {
        pending = null;
        bytes = 0;
        parts = 0;
        endsInPair = false;
        isPending = false;
    }
}
