package org.roomcast.model;

import java.util.Locale;

/** What can go wrong with a request: the closed set of PROTOCOL.md section 2.3. */
public enum ErrorCode {
    /** Not JSON, not an object, a field missing or of the wrong kind. */
    BAD_FRAME(false),
    /** No such frame type. */
    UNKNOWN_TYPE(false),
    /** A field, batch or list over its limit. */
    TOO_LARGE(false),
    /** Not a room name. */
    BAD_ROOM(false),
    /** The room has to be joined first. */
    NOT_JOINED(false),
    /** A token is needed. */
    UNAUTHENTICATED(false),
    /** The identity may not do that. */
    FORBIDDEN(false),
    /** The room has as many members as its policy allows. */
    ROOM_FULL(true),
    /** The connection is in as many rooms as it may be. */
    TOO_MANY_ROOMS(false),
    /** Too many frames or requests; true after {@code retry_after}. */
    RATE_LIMITED(true),
    /** The connection, user or notification does not exist. */
    NOT_FOUND(false),
    /** The token ends soon or has ended. */
    TOKEN_EXPIRED(false),
    /** The server cannot take it now: nothing was published. */
    UNAVAILABLE(true),
    /** A fault of the server; the message has an incident id. */
    INTERNAL(true);

    private final boolean temporary;

    ErrorCode(boolean temporary) {
        this.temporary = temporary;
    }

    /** Whether repeating the same request can succeed. */
    public boolean isTemporary() {
        return temporary;
    }

    /** The code as it travels. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
