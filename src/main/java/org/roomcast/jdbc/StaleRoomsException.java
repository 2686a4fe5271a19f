package org.roomcast.jdbc;

/** Somebody else has written to a room in the meantime; nothing was stored. */
final class StaleRoomsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleRoomsException() {
        super("another writer", null, false, false);
    }
}
