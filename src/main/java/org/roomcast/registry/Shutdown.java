package org.roomcast.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.Disconnect;

/** Ends all connections when the server stops: says goodbye, closes with 4200, and waits a little. Runs once. */
final class Shutdown {

    /** Waiting longer would look like a server that hangs; who reads so slowly is cut. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Clients come back within this time, so that a restarted server is not stormed. */
    private static final long RETRY_AFTER_SECONDS = 1;

    private final Connections connections;
    private final RegistryParts parts;
    private final AtomicBoolean begun = new AtomicBoolean();

    Shutdown(Connections connections, RegistryParts parts) {
        this.connections = connections;
        this.parts = parts;
    }

    boolean hasBegun() {
        return begun.get();
    }

    void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        parts.lifecycle().fire(new LifecycleEvent.ServerStopping(parts.clock().instant()));
        retire(List.copyOf(connections.all()));
        connections.closing().forEach(connection -> connection.abort(Disconnect.RESTARTING));
    }

    /** Says goodbye, closes, and waits until the container reports the end of each. */
    void retire(Collection<Connection> leaving) {
        SharedEvent goodbye = new SharedEvent(new Event.Goodbye(Disconnect.RESTARTING.reason(), RETRY_AFTER_SECONDS));
        for (Connection connection : leaving) {
            connection.deliver(goodbye);
            connection.disconnect(Disconnect.RESTARTING);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!leaving.stream().allMatch(Shutdown::isClosed) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static boolean isClosed(Connection connection) {
        return connection.readyState() == ReadyState.CLOSED;
    }
}
