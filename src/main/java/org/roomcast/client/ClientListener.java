package org.roomcast.client;

import jakarta.json.JsonObject;

/**
 * Hears what happens to a client. All methods are called by the client's one thread, one after the other: they must not
 * block. One that throws harms nobody; the exception comes to {@link #failed}.
 */
public interface ClientListener {

    /** The connection has another state. */
    default void changed(ConnectionChange change) {}

    /** The server has welcomed this client, after each connecting. */
    default void welcomed(Welcome welcome) {}

    /** An event, of a room or for this client alone; a room's own listeners hear it first. */
    default void event(RoomEvent event) {}

    /**
     * Something failed that answers no request: what came is no frame, no token was to be had, the server reports an
     * error without an id, or a listener threw.
     */
    default void failed(RoomcastException failure) {}

    /** A frame of a type that this client does not know; a later version of the protocol may have it. */
    default void unknown(JsonObject frame) {}
}
