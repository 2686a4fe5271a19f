package org.roomcast.registry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;

/**
 * Turns a fault of the server, or of the application's own code in it, into an answer that gives nothing away: whoever
 * asked and the log share an incident id. Safe in every thread.
 */
public final class Incidents {

    private static final Logger LOG = SafeLog.of(Incidents.class);

    private Incidents() {}

    /**
     * Counts and logs a fault and tells the application.
     *
     * @param connection the connection that was served; null when there was none
     * @param fault the fault, or the failure of a stage that it caused
     * @return what may be told: {@code internal} with the id; a refusal is no fault and comes back as it is
     */
    public static ProtocolException report(
            @Nullable Connection connection, Throwable fault, Stats stats, Lifecycle lifecycle) {
        if (fault instanceof CompletionException && fault.getCause() != null) {
            return report(connection, fault.getCause(), stats, lifecycle);
        }
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
