package org.roomcast.websocket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Command;
import org.roomcast.codec.FrameId;
import org.roomcast.limits.Limit;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ProtocolException;

/**
 * A session that needs a user and has shown no token yet. It is no connection: nobody sees it and nothing is sent to it
 * until its first frame, {@code authenticate}, has come in time. The container calls it from one thread at a time; {@link
 * #tick} may come from another.
 */
final class Newcomer {

    /** Ends a session. */
    @FunctionalInterface
    interface Refusal {

        /** @param id the frame's that is answered; null for one without, and for none */
        void refuse(@Nullable FrameId id, ProtocolException why, Disconnect ending);
    }

    private final Services services;
    private final MessageAssembler assembler;
    private final Consumer<Command.Authenticate> entering;
    private final Refusal refusing;
    private final long since;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * @param entering takes the token
     * @param refusing ends the session
     */
    Newcomer(Services services, Consumer<Command.Authenticate> entering, Refusal refusing) {
        this.services = services;
        this.assembler = new MessageAssembler(services.settings().messageSize(), services.nanoTime());
        this.entering = entering;
        this.refusing = refusing;
        this.since = services.nanoTime().getAsLong();
    }

    void text(String part, boolean last) {
        if (isDone.get()) {
            return;
        }
        String message;
        try {
            message = assembler.add(part, last);
        } catch (MessageAssembler.TooLargeException tooLarge) {
            services.registry().stats().refused(Limit.MESSAGE_SIZE);
            refuse(Entrance.tokenIsNeeded(), Disconnect.TOO_LARGE);
            return;
        }
        if (message != null) {
            services.registry().stats().frameReceived();
            frame(services.codec().decode(message));
        }
    }

    private void frame(Command command) {
        if (!(command instanceof Command.Authenticate authenticate)) {
            refuse(command.id(), Entrance.tokenIsNeeded(), Disconnect.UNAUTHENTICATED);
        } else if (isDone.compareAndSet(false, true)) {
            entering.accept(authenticate);
        }
    }

    void refuse(ProtocolException why, Disconnect ending) {
        refuse(null, why, ending);
    }

    private void refuse(@Nullable FrameId id, ProtocolException why, Disconnect ending) {
        if (isDone.compareAndSet(false, true)) {
            refusing.refuse(id, why, ending);
        }
    }

    /** @return whether nothing more is to be waited for */
    boolean tick() {
        long waited = services.nanoTime().getAsLong() - since;
        if (!isDone.get() && waited > services.settings().authTimeout().toNanos()) {
            services.registry().stats().refused(Limit.AUTHENTICATION_TIME);
            refuse(Entrance.tokenIsNeeded(), Disconnect.UNAUTHENTICATED);
        }
        return isDone.get();
    }

    /** The session has ended by itself. */
    void ended() {
        isDone.set(true);
    }
}
