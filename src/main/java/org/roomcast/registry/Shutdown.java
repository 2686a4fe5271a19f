package org.roomcast.registry;

import java.time.Duration;
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
        SharedEvent goodbye = new SharedEvent(new Event.Goodbye(Disconnect.RESTARTING.reason(), RETRY_AFTER_SECONDS));
        for (Connection connection : connections.all()) {
            connection.deliver(goodbye);
            connection.disconnect(Disconnect.RESTARTING);
        }
        awaitClosed();
        connections.closing().forEach(connection -> connection.abort(Disconnect.RESTARTING));
    }

    private void awaitClosed() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while ((connections.count() > 0 || !connections.closing().isEmpty()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
