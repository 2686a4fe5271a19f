package org.roomcast.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment in the life of the server, fired as a CDI event: an application observes one of the records with {@code
 * @Observes} or {@code @ObservesAsync}. Observers with {@code @Observes} run on the thread on which it happened and must
 * not block; one that throws is logged and harms nobody. Nothing is fired that nobody observes.
 */
public sealed interface LifecycleEvent {

    /** The server takes connections. */
    record ServerStarted(Instant time) implements LifecycleEvent {}

    /** The server is about to close all connections. */
    record ServerStopping(Instant time) implements LifecycleEvent {}

    /** A connection was opened and has been welcomed. */
    record ConnectionOpened(Connection connection) implements LifecycleEvent {}

    /**
     * A connection has ended.
     *
     * @param code the close code, 1006 when the peer vanished
     * @param reason the close reason, possibly empty
     */
    record ConnectionClosed(Connection connection, int code, String reason) implements LifecycleEvent {}

    /**
     * A connection was turned away: it was closed at once and never welcomed.
     *
     * @param endpoint the endpoint's short name
     * @param address the peer's address; null where the container does not tell
     * @param code the close code
     * @param reason the close reason
     */
    record ConnectionRefused(String endpoint, @Nullable String address, int code, String reason)
            implements LifecycleEvent {}

    /**
     * A frame has come from a client.
     *
     * @param type the frame's type; {@code malformed} when it could not be read
     * @param bytes its length
     */
    record FrameReceived(Connection connection, String type, int bytes) implements LifecycleEvent {}

    /**
     * A message was handed to the network.
     *
     * @param frames how many frames it held
     * @param bytes their bytes
     */
    record FrameSent(Connection connection, int frames, long bytes) implements LifecycleEvent {}

    /**
     * Something failed inside the server.
     *
     * @param connection the connection that was served; null when there was none
     * @param incident the id that the client was told and the log has
     */
    record Failure(@Nullable Connection connection, String incident, Throwable cause) implements LifecycleEvent {}
}
