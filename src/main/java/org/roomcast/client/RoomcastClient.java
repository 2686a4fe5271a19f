package org.roomcast.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * A connection to one of Roomcast's endpoints that stays until it is closed: reconnects with backoff and full jitter as
 * the close codes ask, comes back into its rooms, and delivers what was missed, each event once and in order (PROTOCOL.md
 * sections 2.4 and 4).
 *
 * <p>Safe in every thread, and no method blocks. Listeners and what hangs on the returned stages run on the client's one
 * thread: they must not block, least of all by waiting for another of its stages. Stages fail with
 * {@link RoomcastException}.
 */
public final class RoomcastClient implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Loop loop;
    private final Dialer dialer;
    private final Session session;
    private final Map<String, ClientRoom> rooms = new ConcurrentHashMap<>();

    RoomcastClient(ClientSettings settings, Loop loop, Dialer dialer, RandomGenerator random) {
        this.loop = loop;
        this.dialer = dialer;
        session = new Session(settings, loop, dialer, random);
        loop.execute(session::open);
    }

    /** @param address of an endpoint, such as {@code wss://example.org/roomcast/ws/chat}; {@code http} will do as well */
    public static RoomcastClientBuilder builder(URI address) {
        return new RoomcastClientBuilder(address);
    }

    static RoomcastClient connect(ClientSettings settings, Function<URI, Dialer> dialers) {
        Dialer dialer = dialers.apply(settings.address());
        Loop loop = new ThreadLoop("roomcast-client-" + COUNT.incrementAndGet());
        return new RoomcastClient(settings, loop, dialer, RandomGenerator.getDefault());
    }

    public ConnectionState state() {
        return session.state();
    }

    /** Who this client is to the server, by the last {@code welcome}; null before the first. */
    public @Nullable Welcome welcome() {
        return session.welcome();
    }

    /** The room of that name, joined or not; always the same object. */
    public ClientRoom room(String name) {
        return rooms.computeIfAbsent(name, made -> new ClientRoom(made, this, session.room(made)));
    }

    /** How far each room has been processed. Given to the next client's builder, it goes on from there. */
    public Map<String, Position> positions() {
        return Map.copyOf(session.positions());
    }

    /** A private message to all connections of a user. */
    public CompletionStage<Ack> sendToUser(String userId, String event, JsonValue data) {
        return ask(Frames.send("user", userId, event, data), Asking.ONCE).thenApply(Reading::ack);
    }

    /** A private message to one connection. */
    public CompletionStage<Ack> sendToConnection(String connectionId, String event, JsonValue data) {
        return ask(Frames.send("connection", connectionId, event, data), Asking.ONCE)
                .thenApply(Reading::ack);
    }

    /** To everyone on the server; needs the role {@code publisher}. */
    public CompletionStage<Ack> broadcast(String event, JsonValue data) {
        return ask(Frames.broadcast(event, data), Asking.ONCE).thenApply(Reading::ack);
    }

    /** Who is on the server. */
    public CompletionStage<PresenceList> presence() {
        return ask(Frames.presence(null), Asking.AGAIN).thenApply(Reading::presence);
    }

    /** @param notification an id, or {@code all} */
    public CompletionStage<Ack> markRead(String notification) {
        return ask(Frames.markRead(notification), Asking.ONCE).thenApply(Reading::ack);
    }

    /** Ends all connections of a user; needs the role {@code admin}. */
    public CompletionStage<Ack> disconnectUser(String userId, String reason) {
        return ask(Frames.disconnect(userId, reason), Asking.ONCE).thenApply(Reading::ack);
    }

    /** Sends any frame of PROTOCOL.md, without an {@code id}; the stage has the frame that answers it. */
    public CompletionStage<JsonObject> request(JsonObject frame) {
        return ask(frame, Asking.ONCE);
    }

    /** Tries again now instead of at the end of the wait, or after the server has ended the connection for good. */
    public void reconnect() {
        loop.execute(session::open);
    }

    /**
     * Ends the connection and all that waits, which fails with {@code closed}, and the client's threads. Returns at once;
     * the listeners hear of it last. Does nothing the second time.
     */
    @Override
    public void close() {
        loop.execute(() -> {
            session.close();
            dialer.stop();
        });
        loop.stop();
    }

    CompletionStage<JsonObject> ask(JsonObject frame, Asking asking) {
        return call(() -> session.ask(frame, asking));
    }

    CompletionStage<JsonObject> publish(String room, JsonObject frame) {
        return call(() -> session.publish(room, frame));
    }

    /** Has something done by the client's thread. */
    <T> CompletionStage<T> call(Supplier<? extends CompletionStage<T>> action) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        if (!loop.execute(() -> forward(action.get(), outcome))) {
            outcome.completeExceptionally(RoomcastException.closed(0, ""));
        }
        return outcome;
    }

    /** Out of the wrapping that stages put around a failure. */
    private static <T> void forward(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(RoomcastException.of(failure));
            }
        });
    }
}
