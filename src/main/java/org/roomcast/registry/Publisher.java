package org.roomcast.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Draft;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * Takes a draft through the application's filters and hands it to its readers. Safe in every thread; what one thread
 * publishes into one room, one call after the other, arrives in that order.
 */
final class Publisher {

    private record Key(String sender, @Nullable RoomName room, String key) {}

    /** A key takes some 300 bytes: 30 MB at the worst. */
    private static final int MAX_KEYS = 100_000;

    private final RegistryParts parts;
    private final Rooms rooms;
    private final Connections connections;
    private final Stats stats;
    private final RecentKeys<Key, CompletableFuture<Receipt>> keys;
    /** Held while a broadcast is offered to all, so that all see broadcasts in one order. */
    private final Object everyone = new Object();

    Publisher(RegistryParts parts, Rooms rooms, Connections connections, Stats stats) {
        this.parts = parts;
        this.rooms = rooms;
        this.connections = connections;
        this.stats = stats;
        this.keys = new RecentKeys<>(MAX_KEYS, parts.nanoTime());
    }

    CompletionStage<Receipt> publish(Draft draft) {
        if (draft.key() == null) {
            return attempt(draft);
        }
        Key key = new Key(senderOf(draft.from()), draft.room(), draft.key());
        CompletableFuture<Receipt> outcome = new CompletableFuture<>();
        CompletableFuture<Receipt> earlier = keys.putIfAbsent(key, outcome);
        if (earlier != null) {
            return earlier.thenApply(receipt -> new Receipt(receipt.delivered(), true));
        }
        attempt(draft).whenComplete((receipt, failure) -> {
            if (failure == null) {
                outcome.complete(receipt);
            } else {
                keys.forget(key);
                outcome.completeExceptionally(failure);
            }
        });
        return outcome;
    }

    private CompletionStage<Receipt> attempt(Draft draft) {
        try {
            return CompletableFuture.completedFuture(accept(filtered(draft)));
        } catch (ProtocolException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Receipt accept(Draft draft) {
        Publication publication = new Publication(
                draft.room(),
                null,
                draft.event(),
                draft.data(),
                draft.from(),
                parts.clock().instant());
        if (draft.room() == null || !draft.room().isSystem()) {
            stats.publicationAccepted();
        }
        int delivered = deliver(publication, draft.echo() ? null : connectionOf(draft.from()));
        handle(publication);
        return new Receipt(delivered, false);
    }

    /** A private message to some connections: no room, no filters, no order with others. */
    int send(Publication publication, Iterable<Connection> to) {
        stats.publicationAccepted();
        SharedEvent event = eventOf(publication);
        int delivered = 0;
        for (Connection connection : to) {
            if (connection.deliver(event)) {
                delivered++;
            }
        }
        handle(publication);
        return delivered;
    }

    private int deliver(Publication publication, @Nullable ConnectionId except) {
        SharedEvent event = eventOf(publication);
        if (publication.room() != null) {
            Room room = rooms.find(publication.room());
            return room == null ? 0 : room.publish(event, except);
        }
        int delivered = 0;
        synchronized (everyone) {
            for (Connection connection : connections.all()) {
                if (!connection.id().equals(except) && connection.deliver(event)) {
                    delivered++;
                }
            }
        }
        return delivered;
    }

    private Draft filtered(Draft draft) {
        Draft current = draft;
        for (PublishFilter filter : parts.filters()) {
            try {
                Draft next = filter.filter(current);
                current = current.withEvent(next.event()).withData(next.data());
            } catch (RuntimeException | Error refusedOrBroken) {
                throw Incidents.report(null, refusedOrBroken, stats, parts.lifecycle());
            }
        }
        return current;
    }

    private void handle(Publication publication) {
        for (EventHandler handler : parts.handlers()) {
            try {
                String event = handler.event();
                if (event.equals("*") || event.equals(publication.event())) {
                    handler.handle(publication);
                }
            } catch (RuntimeException | Error broken) {
                Incidents.report(null, broken, stats, parts.lifecycle());
            }
        }
    }

    private static SharedEvent eventOf(Publication p) {
        return new SharedEvent(new Event.Published(p.event(), p.data(), p.room(), p.from(), p.time()));
    }

    private static @Nullable ConnectionId connectionOf(@Nullable Sender sender) {
        return sender == null ? null : sender.connectionId();
    }

    private static String senderOf(@Nullable Sender sender) {
        if (sender == null) {
            return "server";
        }
        if (sender.id() != null) {
            return "user:" + sender.id();
        }
        return sender.connectionId() == null ? "program:" + sender.name() : "connection:" + sender.connectionId();
    }
}
