package org.roomcast.client;

import jakarta.json.JsonValue;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * One room of a client. Safe in every thread; the stages that it returns are completed by the client's thread, and what
 * hangs on them must not block there. They fail with {@link RoomcastException}.
 */
public final class ClientRoom {

    /** The most events that one frame may ask for (PROTOCOL.md section 2.1). */
    public static final int MOST_EVENTS = 500;

    private final String name;
    private final RoomcastClient client;
    private final RoomState state;

    ClientRoom(String name, RoomcastClient client, RoomState state) {
        this.name = name;
        this.client = client;
        this.state = state;
    }

    public String name() {
        return name;
    }

    /** The place of the last event that was delivered; null before the room was entered, or without history. */
    public @Nullable Position position() {
        return client.positions().get(name);
    }

    /** Has a listener told of everything from now on. Listen first, then join, and no event is missed. */
    public ClientRoom listen(RoomListener listener) {
        state.listeners().add(Objects.requireNonNull(listener));
        return this;
    }

    public void unlisten(RoomListener listener) {
        state.listeners().remove(listener);
    }

    /** {@link #join(int)} without older events. */
    public CompletionStage<Entry> join() {
        return join(0);
    }

    /**
     * Enters the room, and enters it again after every reconnect until it is left. With a position, kept from before,
     * what was missed since then follows.
     *
     * @param recent how many older events are wanted, when there is no position; at most {@link #MOST_EVENTS}
     */
    public CompletionStage<Entry> join(int recent) {
        if (recent < 0 || recent > MOST_EVENTS) {
            throw new IllegalArgumentException("recent is 0 to " + MOST_EVENTS);
        }
        return client.call(() -> state.join(recent));
    }

    /** Leaves the room and forgets its position. */
    public CompletionStage<?> leave() {
        return client.call(state::leave);
    }

    /** Publishes an event called {@code message}. */
    public CompletionStage<Ack> publish(JsonValue data) {
        return publish(data, PublishOptions.DEFAULT);
    }

    /**
     * Publishes. The ack means that the event is stored. Without a connection it waits for one, within the bounds that
     * the client was built with; after a lost one it is sent again with its key. Of an anonymous client it is not sent
     * again, since the server would not recognise it: then {@code connection_lost} says that it may be there or not.
     */
    public CompletionStage<Ack> publish(JsonValue data, PublishOptions options) {
        if (options.ephemeral()) {
            return client.ask(Frames.publish(name, data, options), Asking.NOW).thenApply(Reading::ack);
        }
        PublishOptions keyed =
                options.key() == null ? options.withKey(UUID.randomUUID().toString()) : options;
        return client.publish(name, Frames.publish(name, data, keyed)).thenApply(Reading::ack);
    }

    /** Who is in the room. */
    public CompletionStage<PresenceList> presence() {
        return client.ask(Frames.presence(name), Asking.AGAIN).thenApply(Reading::presence);
    }

    /** The newest events, in order. */
    public CompletionStage<HistoryPage> history(int limit) {
        return page(null, 0, limit);
    }

    /** Events before an offset, in order: the next page upwards begins before the first of them. */
    public CompletionStage<HistoryPage> historyBefore(long offset, int limit) {
        return page("before", offset, limit);
    }

    /** Events after an offset, in order. */
    public CompletionStage<HistoryPage> historySince(long offset, int limit) {
        return page("since", offset, limit);
    }

    private CompletionStage<HistoryPage> page(@Nullable String direction, long offset, int limit) {
        return client.ask(Frames.history(name, direction, offset, limit), Asking.AGAIN)
                .thenApply(Reading::page);
    }
}
