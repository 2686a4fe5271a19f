package org.roomcast.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, with the answer that its sender gets. The message is written for that sender: it holds no
 * content of others and no internals. Carries no stack trace, since it is an outcome and not a fault.
 */
public class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public ProtocolException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** @param retryAfter after how long the same request will be accepted; null when that is not known */
    public ProtocolException(ErrorCode code, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public static ProtocolException badFrame(String message) {
        return new ProtocolException(ErrorCode.BAD_FRAME, message);
    }

    public static ProtocolException forbidden(String message) {
        return new ProtocolException(ErrorCode.FORBIDDEN, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** The message for the sender; never null. */
    public String text() {
        String message = getMessage();
        return message == null ? code.code() : message;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
