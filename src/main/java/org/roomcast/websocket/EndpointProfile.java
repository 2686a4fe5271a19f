package org.roomcast.websocket;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what one endpoint differs from the others. Immutable.
 *
 * @param name the short name, as {@code welcome} tells it
 * @param commands the types of frames it takes beside those of every endpoint; null for all
 * @param needs who may connect
 */
record EndpointProfile(String name, @Nullable Set<String> commands, Needs needs) {

    enum Needs {
        NOTHING,
        USER,
        ADMIN
    }

    private static final Set<String> ALWAYS = Set.of("authenticate", "ping", "pong", "batch", "malformed", "presence");

    static final EndpointProfile CHAT = new EndpointProfile("chat", null, Needs.NOTHING);
    static final EndpointProfile NOTIFICATIONS = new EndpointProfile("notifications", Set.of("mark_read"), Needs.USER);
    static final EndpointProfile DASHBOARD =
            new EndpointProfile("dashboard", Set.of("broadcast", "disconnect"), Needs.ADMIN);
    static final EndpointProfile PUBLIC_DASHBOARD =
            new EndpointProfile("dashboard", Set.of("broadcast", "disconnect"), Needs.NOTHING);

    boolean allows(String type) {
        return commands == null || ALWAYS.contains(type) || commands.contains(type);
    }
}
