package org.roomcast.client;

/** Where a client stands with its server. */
public enum ConnectionState {
    /** On the way: a token is fetched, a handshake is made, the {@code welcome} is awaited. */
    CONNECTING,
    /** Welcomed. */
    OPEN,
    /** Between a lost connection and the next try. */
    WAITING,
    /** Over, by {@link RoomcastClient#close} or by the server; only {@link RoomcastClient#reconnect} leads out of the latter. */
    CLOSED
}
