package org.roomcast.delivery;

import org.roomcast.codec.Frame;

/**
 * The way to one peer: a WebSocket session, an event stream. The {@link Outbox} is its only caller and keeps at most one
 * send in flight, since some engines refuse overlapping ones. No method blocks for the peer, none throws.
 */
public interface Transport {

    /**
     * Sends one text message.
     *
     * @param text the message
     * @param done called exactly once, on any thread, possibly before this method returns
     */
    void send(String text, Completion done);

    /** Sends a ping control frame; called only while no send is in flight. */
    void ping();

    /** Ends the connection; may be called at any time, from an executor for closes. Later calls do nothing. */
    void close(Frame.Close status);

    /** How a send ended. */
    @FunctionalInterface
    interface Completion {
        /** @param ok whether the message was handed to the network */
        void done(boolean ok);
    }
}
