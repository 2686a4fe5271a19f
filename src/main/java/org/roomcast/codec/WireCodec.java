package org.roomcast.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wire dialect: turns frames into commands and events into frames. Stateless and safe in every thread. */
public interface WireCodec {

    /** The WebSocket subprotocol that selects this dialect. */
    String subprotocol();

    /**
     * Reads one frame of a client. Never throws: what cannot be read is a {@link Command.Malformed}, with the frame's id
     * as far as it could be found.
     */
    Command decode(String text);

    /** Writes one event; the caller keeps the frame and sends it as often as it likes. */
    Frame encode(Event event);

    /** What is sent before a connection ends, where the transport itself cannot tell why; null for nothing. */
    default @Nullable Frame last(Frame.Close status) {
        return null;
    }

    /** Puts several frames into one message, in order; the caller has at least one. */
    String batch(List<Frame> frames);
}
