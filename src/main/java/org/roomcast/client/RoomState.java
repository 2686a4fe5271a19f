package org.roomcast.client;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * One room, as a client sees it: entered again by itself after every reconnect, until it is left. For the client's
 * thread, but for the listeners, which may be changed from every thread.
 */
final class RoomState implements RoomOutlet {

    private enum Standing {
        OUT,
        JOINING,
        IN
    }

    /** Before the next try to come back into a room that is, for one, full. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String name;
    private final Session session;
    private final RoomStream stream;
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private Standing standing = Standing.OUT;
    private boolean wasIn;
    private int history;
    private @Nullable CompletableFuture<Entry> entry;
    private Loop.Timer patience = Loop.Timer.NONE;
    private Loop.Timer retry = Loop.Timer.NONE;

    RoomState(String name, Session session) {
        this.name = name;
        this.session = session;
        stream = new RoomStream(
                name, session.loop(), session.positions(), new Unechoed(name, session.publishes()), this);
    }

    List<RoomListener> listeners() {
        return listeners;
    }

    /** Whether a publication can be sent: not while the client is on its way in. */
    boolean isReady() {
        return standing != Standing.JOINING;
    }

    CompletableFuture<Entry> join(int recent) {
        if (entry != null) {
            return entry;
        }
        CompletableFuture<Entry> made = new CompletableFuture<>();
        entry = made;
        if (session.isClosed()) {
            exit(RoomcastException.closed(0, ""));
            return made;
        }
        history = recent;
        standing = Standing.JOINING;
        expect();
        if (session.isOpen()) {
            enter();
        }
        return made;
    }

    /** What the rate holds back has its time from when it goes out. */
    private void expect() {
        patience = session.loop().after(session.requestTimeout(), () -> {
            if (session.isHeld()) {
                expect();
            } else {
                exit(RoomcastException.timeout());
            }
        });
    }

    CompletionStage<?> leave() {
        boolean known = standing != Standing.OUT && session.isOpen();
        exit(null);
        stream.forget();
        return known ? session.ask(Frames.leave(name), Asking.SAFE) : CompletableFuture.completedStage(null);
    }

    /** The connection is there (again). */
    void resume() {
        if (standing == Standing.JOINING) {
            enter();
        }
    }

    /** The connection is gone; the server has forgotten that the client was here. */
    void suspend() {
        stream.suspend();
        retry.cancel();
        if (standing == Standing.IN) {
            standing = Standing.JOINING;
        }
    }

    void end(RoomcastException reason) {
        if (standing != Standing.OUT) {
            exit(reason);
        }
    }

    /** What was published here without an echo has its ack, or has failed. */
    void settled(@Nullable Position at) {
        stream.settled(at);
    }

    /** A frame about this room that answers nothing. */
    void receive(JsonObject frame) {
        // The ack of the join comes before all else; what is still on its way was meant for the time before.
        if (standing == Standing.JOINING) {
            return;
        }
        switch (Reading.type(frame)) {
            case "event" -> stream.receive(Reading.event(frame));
            case "history" -> Reading.page(frame).events().forEach(this::recent);
            case "joined", "left" -> {
                PresenceChange change = Reading.change(frame);
                tell(listener -> listener.presence(change));
            }
            default -> session.unknown(frame);
        }
    }

    /** The server has entered the room for us, by the address that we connect to. */
    void admitted(JsonObject ack) {
        if (standing == Standing.OUT) {
            standing = Standing.JOINING;
            entered(ack);
        }
    }

    @Override
    public void deliver(RoomEvent event) {
        tell(listener -> listener.event(event));
        session.tell(event);
    }

    @Override
    public void broken(Discontinuity discontinuity) {
        tell(listener -> listener.discontinued(discontinuity));
    }

    @Override
    public CompletionStage<HistoryPage> since(long offset, int limit) {
        return session.ask(Frames.history(name, "since", offset, limit), Asking.ONCE)
                .thenApply(Reading::page);
    }

    /** What a first join asked for comes as events, up to the position that the join's ack told. */
    private void recent(RoomEvent event) {
        Position last = stream.position();
        if (last == null || event.position() == null || event.position().offset() <= last.offset()) {
            deliver(event);
        }
    }

    private void enter() {
        session.ask(Frames.join(name, stream.position(), history), Asking.SAFE).whenComplete((ack, failure) -> {
            if (standing != Standing.JOINING) {
                return;
            }
            if (failure == null) {
                entered(ack);
            } else {
                refused(RoomcastException.of(failure));
            }
        });
    }

    private void entered(JsonObject ack) {
        boolean again = wasIn;
        standing = Standing.IN;
        wasIn = true;
        boolean recovered = stream.enter(Reading.ack(ack).position(), ack.getBoolean("recovered", false));
        Entry news = new Entry(name, (int) Reading.number(ack, "members", 0), again, recovered);
        patience.cancel();
        if (entry == null) {
            entry = CompletableFuture.completedFuture(news);
        } else {
            entry.complete(news);
        }
        tell(listener -> listener.entered(news));
        session.entered();
    }

    private void refused(RoomcastException reason) {
        if (reason.code().equals(RoomcastException.CONNECTION_LOST)) {
            return;
        }
        if (wasIn && reason.isTemporary()) {
            Duration wait = reason.retryAfter() == null ? RETRY : reason.retryAfter();
            retry = session.loop().after(wait, this::resume);
        } else {
            exit(reason);
        }
    }

    private void exit(@Nullable RoomcastException reason) {
        boolean lost = wasIn && reason != null;
        CompletableFuture<Entry> waiting = entry;
        standing = Standing.OUT;
        wasIn = false;
        entry = null;
        stream.suspend();
        patience.cancel();
        retry.cancel();
        if (reason == null) {
            reason = new RoomcastException(RoomcastException.CLOSED, "The room was left", false, null);
        } else {
            session.refuse(name, reason);
        }
        if (waiting != null) {
            waiting.completeExceptionally(reason);
        }
        if (lost) {
            RoomcastException why = reason;
            tell(listener -> listener.lost(why));
        }
    }

    private void tell(Consumer<RoomListener> news) {
        session.listeners().tell(listeners, news);
    }
}
