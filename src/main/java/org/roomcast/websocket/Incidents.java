package org.roomcast.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.Connection;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.Stats;

/** Turns a fault of the server into an answer that gives nothing away: the client and the log share an incident id. */
final class Incidents {

    private static final Logger LOG = System.getLogger(Incidents.class.getName());

    private Incidents() {}

    static ProtocolException record(
            @Nullable Connection connection, Throwable fault, Stats stats, Lifecycle lifecycle) {
        if (fault instanceof ProtocolException refused) {
            return refused;
        }
        String incident = UUID.randomUUID().toString();
        stats.failed();
        LOG.log(Level.ERROR, "Incident " + incident, fault);
        lifecycle.fire(new LifecycleEvent.Failure(connection, incident, fault));
        return new ProtocolException(ErrorCode.INTERNAL, "The server failed; incident " + incident);
    }
}
