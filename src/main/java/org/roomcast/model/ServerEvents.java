package org.roomcast.model;

import java.util.Set;

/** The names of events that the server alone sends, PROTOCOL.md section 8. Stateless. */
public final class ServerEvents {

    private static final Set<String> NAMES =
            Set.of("notifications", "new_notification", "notification_read", "dashboard_data", "dashboard_update");

    private ServerEvents() {}

    /**
     * Who could send these would pass off its own words as the server's.
     *
     * @throws ProtocolException {@code forbidden} when the event is the server's own
     */
    public static void requireOther(String event) {
        if (NAMES.contains(event)) {
            throw ProtocolException.forbidden("Events of this name are the server's own");
        }
    }
}
