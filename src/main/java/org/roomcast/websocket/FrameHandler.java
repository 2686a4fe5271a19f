package org.roomcast.websocket;

import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.Connection;

/**
 * Takes the frames of a type that the protocol does not know. An application adds one as a CDI bean. Called on the
 * container's thread, from many at once; it must not block, and replies through the registry.
 */
public interface FrameHandler {

    /** The frame's {@code type}. */
    String type();

    /**
     * Handles one frame. When it returns, the frame is acknowledged if it has an id.
     *
     * @param frame the whole frame, a JSON object
     * @throws ProtocolException to answer with that error; anything else it throws is answered with {@code internal}
     */
    void handle(Connection from, Payload frame);
}
