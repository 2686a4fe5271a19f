package org.roomcast.client;

import java.util.List;

/**
 * Opens sockets. Never blocks its caller; listeners are called by any thread, of one socket one call after the other,
 * and each gets exactly one {@code closed}, after which it is called no more.
 */
interface Dialer {

    void dial(List<String> subprotocols, Listener listener);

    /** Gives up what is under way and ends its threads. */
    void stop();

    /** One socket. */
    interface Wire {

        /** Sends a text after those before it. A failure shows as the end of the socket. */
        void send(String text);

        void close(int code, String reason);
    }

    /** Hears a socket. */
    interface Listener {

        void opened(Wire wire);

        /** A whole message. */
        void text(String message);

        /** @param code of RFC 6455 section 7.4; 1006 when none came, or there was no connection at all */
        void closed(int code, String reason);
    }
}
