package org.roomcast.model;

/**
 * Why the server ends a connection: the closed set of close codes of PROTOCOL.md section 2.4. The range tells a client
 * what to do: 40xx stay away, 41xx come back after backing off, 42xx come back at once, with jitter.
 */
public enum Disconnect {
    NORMAL(1000, "closed"),
    LEAVING(1001, "the server is going away"),
    UNSUPPORTED(1003, "binary frames are not supported"),
    TOO_LARGE(1009, "the message is larger than max_message_size"),
    INTERNAL(1011, "internal error"),
    UNAUTHENTICATED(4001, "a valid token is needed"),
    FORBIDDEN(4003, "not allowed from here"),
    ENDED_BY_ADMIN(4004, "ended by an administrator"),
    MISBEHAVING(4005, "too many bad frames"),
    SERVER_FULL(4100, "the server is full"),
    FLOODING(4101, "too many frames"),
    TOO_MANY_CONNECTIONS(4102, "too many connections of this user or address"),
    UNAVAILABLE(4103, "what is needed for that is not there now"),
    RESTARTING(4200, "the server is restarting"),
    HEARTBEAT_MISSED(4201, "nothing was heard for too long"),
    TOO_SLOW(4202, "the reader is too slow"),
    TOKEN_EXPIRED(4203, "the token has expired");

    private final int code;
    private final String reason;

    Disconnect(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The close code, RFC 6455 section 7.4. */
    public int code() {
        return code;
    }

    /** The close reason, in ASCII and below the 123 bytes of RFC 6455 section 5.5. */
    public String reason() {
        return reason;
    }
}
