package org.roomcast.registry;

/** Where a connection is in its life. */
public enum ReadyState {
    OPEN,
    /** The server has decided to end it; it is in no room any more. */
    CLOSING,
    /** The container has reported its end. */
    CLOSED
}
