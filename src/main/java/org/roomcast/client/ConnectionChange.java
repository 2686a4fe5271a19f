package org.roomcast.client;

import java.time.Duration;

/**
 * A new state of the connection. Immutable.
 *
 * @param state the new one
 * @param delay the time until the next try, when {@code state} is {@code WAITING}; else zero
 * @param closeCode why the connection ended (PROTOCOL.md section 2.4, RFC 6455 section 7.4); 0 when none has
 * @param reason the words that came with the code; may be empty
 */
public record ConnectionChange(ConnectionState state, Duration delay, int closeCode, String reason) {

    static ConnectionChange to(ConnectionState state) {
        return new ConnectionChange(state, Duration.ZERO, 0, "");
    }
}
