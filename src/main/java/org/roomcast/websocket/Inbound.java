package org.roomcast.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Command;
import org.roomcast.codec.Event;
import org.roomcast.codec.FrameId;
import org.roomcast.codec.Utf8;
import org.roomcast.limits.Limit;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.Connection;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.ReadyState;

/**
 * What comes in from one connection: assembled, counted against the rate, decoded, dispatched, in this order. The
 * container calls it from one thread at a time.
 */
final class Inbound {

    /** From the first part of a message to its last. */
    private static final Duration ASSEMBLY_DEADLINE = Duration.ofSeconds(10);

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Connection connection;
    private final Services services;
    private final MessageAssembler assembler;
    private final FrameRate rate;
    private final Strikes badFrames;
    private final Strikes binaryFrames;
    private final Strikes floods;
    private final CommandDispatcher dispatcher;

    Inbound(Connection connection, EndpointProfile profile, Services services) {
        this.connection = connection;
        this.services = services;
        EndpointSettings settings = services.settings();
        this.assembler = new MessageAssembler(settings.messageSize(), services.nanoTime());
        this.rate = new FrameRate(
                settings.frames(), services.throttles(), connection.handshake().address());
        this.badFrames = new Strikes(services.nanoTime());
        this.binaryFrames = new Strikes(services.nanoTime());
        this.floods = new Strikes(services.nanoTime());
        this.dispatcher = new CommandDispatcher(connection, profile, services, this);
    }

    Connection connection() {
        return connection;
    }

    void text(String part, boolean last) {
        connection.heard();
        if (connection.readyState() != ReadyState.OPEN) {
            return;
        }
        try {
            String message = assembler.add(part, last);
            if (message != null) {
                frame(message);
            }
        } catch (MessageAssembler.TooLargeException tooLarge) {
            services.registry().stats().refused(Limit.MESSAGE_SIZE);
            connection.disconnect(Disconnect.TOO_LARGE);
        }
    }

    void binary(boolean last) {
        connection.heard();
        if (!last || connection.readyState() != ReadyState.OPEN) {
            return;
        }
        services.registry().stats().frameReceived();
        if (binaryFrames.strike()) {
            connection.disconnect(Disconnect.UNSUPPORTED);
        } else if (admit(null)) {
            deliverError(null, ProtocolException.badFrame("Frames are text, not binary"));
        }
    }

    /** Ends the connection when a message has been incomplete for too long. */
    void checkAssembly() {
        if (assembler.pendingNanos() > ASSEMBLY_DEADLINE.toNanos()) {
            services.registry().stats().refused(Limit.MESSAGE_SIZE);
            connection.disconnect(Disconnect.MISBEHAVING, "a message took too long to arrive");
        }
    }

    /** Takes one frame from the rate; answers with an error when there is none left. */
    boolean admit(@Nullable FrameId id) {
        FrameRate.Excess excess = rate.take(connection.identity().id());
        if (excess == null) {
            return true;
        }
        services.registry().stats().refused(excess.limit());
        if (floods.strike()) {
            connection.disconnect(Disconnect.FLOODING);
        } else {
            deliverError(
                    id, new ProtocolException(ErrorCode.RATE_LIMITED, tooMany(excess.limit()), excess.retryAfter()));
        }
        return false;
    }

    private static String tooMany(Limit limit) {
        return switch (limit) {
            case FRAMES_PER_USER -> "Too many frames from all connections of this user";
            case FRAMES_PER_ADDRESS -> "Too many frames from all connections of this address";
            default -> "Too many frames";
        };
    }

    void answerError(@Nullable FrameId id, ProtocolException why) {
        deliverError(id, why);
        if (why.code() == ErrorCode.BAD_FRAME && badFrames.strike()) {
            connection.disconnect(Disconnect.MISBEHAVING);
        }
    }

    private void frame(String message) {
        services.registry().stats().frameReceived();
        if (!admit(null)) {
            return;
        }
        Command command = services.codec().decode(message);
        if (services.lifecycle().observes(LifecycleEvent.FrameReceived.class)) {
            services.lifecycle()
                    .fire(new LifecycleEvent.FrameReceived(connection, command.type(), Utf8.length(message)));
        }
        dispatcher.dispatch(command);
    }

    private void deliverError(@Nullable FrameId id, ProtocolException why) {
        services.registry().stats().requestRefused();
        connection.deliver(errorEvent(id, why));
    }

    static Event.Failure errorEvent(@Nullable FrameId id, ProtocolException why) {
        return new Event.Failure(
                id,
                why.code().code(),
                why.text(),
                seconds(why.retryAfter()),
                why.code().isTemporary());
    }

    /** Rounded up, so that a frame sent after this time is accepted. */
    private static @Nullable Double seconds(@Nullable Duration span) {
        return span == null ? null : (span.toMillis() + 1) / MILLIS_PER_SECOND;
    }
}
