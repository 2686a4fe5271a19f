package org.roomcast.limits;

import java.util.Locale;

/** What something can be refused for; each is counted by itself under {@link #label} on {@code /metrics}. */
public enum Limit {
    /** Connections in all. */
    CONNECTIONS,
    CONNECTIONS_PER_USER,
    CONNECTIONS_PER_ADDRESS,
    /** TCP connections of an address that are no WebSockets, on the standalone server. */
    SOCKETS_PER_ADDRESS,
    ROOMS_PER_CONNECTION,
    ROOM_MEMBERS,
    /** Messages of clients that are too large, have too many parts, or take too long. */
    MESSAGE_SIZE,
    REQUEST_SIZE,
    /** Heads and bodies of requests that took too long, on the standalone server. */
    REQUEST_TIME,
    FRAMES,
    FRAMES_PER_USER,
    FRAMES_PER_ADDRESS,
    /** Control frames, on the standalone server. */
    PINGS,
    REQUESTS_PER_USER,
    REQUESTS_PER_ADDRESS,
    HANDSHAKES,
    HANDSHAKES_PER_ADDRESS,
    /** Handshakes of pages from elsewhere. */
    ORIGIN,
    /** Connections that did not authenticate in time. */
    AUTHENTICATION_TIME,
    /** Connections from which nothing was heard. */
    IDLE_TIME,
    /** Connections whose reader was too slow. */
    OUTBOX;

    /** The name on {@code /metrics}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
