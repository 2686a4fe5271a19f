package org.roomcast.client;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a request or a connection, by its {@code code}: one of the protocol's, or one of those below. */
public final class RoomcastException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The server did not answer in time. */
    public static final String TIMEOUT = "timeout";
    /** The request was sent, and the connection ended before the answer: it was carried out or not. */
    public static final String CONNECTION_LOST = "connection_lost";
    /** There is no connection, and this was worth nothing later. */
    public static final String NOT_CONNECTED = "not_connected";
    /** More than the server takes: refused by it or, of what does not wait for its turn, by this client. */
    public static final String RATE_LIMITED = "rate_limited";
    /** Too much waits for a connection already. */
    public static final String BUFFER_FULL = "buffer_full";
    /** The connection is over and will not come back by itself. */
    public static final String CLOSED = "closed";
    /** The server, or something in between, sent what is no frame. */
    public static final String BAD_FRAME = "bad_frame";
    /** The message is larger than the server takes; nothing was sent. */
    public static final String TOO_LARGE = "too_large";
    /** No token could be fetched. */
    public static final String NO_TOKEN = "no_token";
    /** A listener threw; the cause is what it threw. */
    public static final String LISTENER = "listener";

    private final String code;
    private final boolean temporary;
    private final @Nullable Duration retryAfter;

    RoomcastException(String code, String message, boolean temporary, @Nullable Duration retryAfter) {
        super(message);
        this.code = code;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /** What it is, for programs. */
    public String code() {
        return code;
    }

    /** Whether repeating the same can succeed. */
    public boolean isTemporary() {
        return temporary;
    }

    /** How long to wait before that; null when the server did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    static RoomcastException timeout() {
        return new RoomcastException(TIMEOUT, "The server did not answer in time", true, null);
    }

    static RoomcastException connectionLost() {
        return new RoomcastException(CONNECTION_LOST, "The connection ended before the answer came", true, null);
    }

    static RoomcastException notConnected() {
        return new RoomcastException(NOT_CONNECTED, "There is no connection to the server", true, null);
    }

    static RoomcastException tooFast(Duration wait) {
        return new RoomcastException(RATE_LIMITED, "Too much was sent lately", true, wait);
    }

    static RoomcastException bufferFull() {
        return new RoomcastException(BUFFER_FULL, "Too much waits for a connection already", true, null);
    }

    static RoomcastException tooLarge(long mostBytes) {
        return new RoomcastException(TOO_LARGE, "A message has at most " + mostBytes + " bytes", false, null);
    }

    static RoomcastException closed(int closeCode, String reason) {
        String why = closeCode == 0 ? "" : " (" + closeCode + (reason.isEmpty() ? ")" : ", " + reason + ")");
        return new RoomcastException(CLOSED, "The connection is closed" + why, false, null);
    }

    static RoomcastException badFrame(Throwable cause) {
        return because(BAD_FRAME, "What came is no frame", cause);
    }

    static RoomcastException noToken(Throwable cause) {
        return because(NO_TOKEN, "No token could be fetched", cause);
    }

    static RoomcastException listener(Throwable cause) {
        return because(LISTENER, "A listener failed", cause);
    }

    /** What a stage failed with, out of the wrapping that stages put around it. */
    static RoomcastException of(Throwable failure) {
        if (failure instanceof RoomcastException own) {
            return own;
        }
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? of(cause) : badFrame(failure);
    }

    private static RoomcastException because(String code, String message, Throwable cause) {
        RoomcastException failure = new RoomcastException(code, message, false, null);
        failure.initCause(cause);
        return failure;
    }
}
