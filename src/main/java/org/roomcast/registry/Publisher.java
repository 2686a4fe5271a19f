package org.roomcast.registry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.NewEvent;
import org.roomcast.history.RecentKeys;
import org.roomcast.history.Stored;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Draft;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * Takes a draft through the application's filters and hands it to its readers: what belongs into a history when it has
 * been stored, all else at once. Safe in every thread; what one thread publishes into one room, one call after the
 * other, arrives in that order, though what is not stored may overtake what is.
 */
final class Publisher {

    private record Key(String sender, @Nullable RoomName room, String key) {}

    /** A key takes some 300 bytes: 30 MB at the worst. */
    private static final int MAX_KEYS = 100_000;

    private final RegistryParts parts;
    private final Rooms rooms;
    private final RoomLogs logs;
    private final Connections connections;
    private final Stats stats;
    private final RecentKeys<Key, CompletableFuture<Receipt>> keys;
    /** Held while a broadcast is offered to all, so that all see broadcasts in one order. */
    private final Object everyone = new Object();

    Publisher(RegistryParts parts, Rooms rooms, RoomLogs logs, Connections connections, Stats stats) {
        this.parts = parts;
        this.rooms = rooms;
        this.logs = logs;
        this.connections = connections;
        this.stats = stats;
        this.keys = new RecentKeys<>(MAX_KEYS, parts.nanoTime());
    }

    CompletionStage<Receipt> publish(Draft draft) {
        try {
            Draft accepted = filtered(draft);
            if (isStored(accepted)) {
                return store(accepted);
            }
            return accepted.key() == null
                    ? CompletableFuture.completedFuture(pass(accepted))
                    : passOnce(accepted, new Key(senderOf(accepted.from()), accepted.room(), accepted.key()));
        } catch (ProtocolException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private boolean isStored(Draft draft) {
        return draft.room() != null
                && !draft.ephemeral()
                && parts.settings().policies().of(draft.room()).history().isKept();
    }

    private CompletionStage<Receipt> store(Draft draft) {
        CompletableFuture<Receipt> outcome = new CompletableFuture<>();
        Publication publication = publicationOf(draft);
        NewEvent event = new NewEvent(publication, senderOf(draft.from()), draft.key());
        parts.history().append(event, new HistoryStore.Outcome() {
            @Override
            public void stored(Stored stored) {
                try {
                    outcome.complete(
                            stored.duplicate()
                                    ? new Receipt(0, true, stored.position())
                                    : passStored(publication.at(stored.position()), draft));
                } catch (RuntimeException | Error fault) {
                    outcome.completeExceptionally(fault);
                }
            }

            @Override
            public void failed(ProtocolException why) {
                outcome.completeExceptionally(why);
            }
        });
        return outcome;
    }

    /** Called in the order of the offsets of the room. */
    private Receipt passStored(Publication publication, Draft draft) {
        stats.publicationAccepted();
        SharedEvent event = logs.stored(publication);
        Room room = rooms.find(publication.roomOrThrow());
        ConnectionId except = draft.echo() ? null : connectionOf(draft.from());
        int delivered = room == null ? 0 : room.publish(event, publication.position(), except);
        handle(publication);
        return new Receipt(delivered, false, publication.position());
    }

    private CompletionStage<Receipt> passOnce(Draft draft, Key key) {
        CompletableFuture<Receipt> outcome = new CompletableFuture<>();
        CompletableFuture<Receipt> earlier = keys.putIfAbsent(key, outcome);
        if (earlier != null) {
            return earlier.thenApply(receipt -> new Receipt(receipt.delivered(), true, null));
        }
        outcome.complete(pass(draft));
        return outcome;
    }

    /** To the readers of the moment only. */
    private Receipt pass(Draft draft) {
        Publication publication = publicationOf(draft);
        if (draft.room() == null || !draft.room().isSystem()) {
            stats.publicationAccepted();
        }
        int delivered = deliver(publication, draft.echo() ? null : connectionOf(draft.from()));
        handle(publication);
        return new Receipt(delivered, false, null);
    }

    private Publication publicationOf(Draft draft) {
        // as the store keeps it and the wire carries it
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Publication(draft.room(), null, draft.event(), draft.data(), draft.from(), now);
    }

    /** A private message to some connections: no room, no filters, no order with others. */
    int send(Publication publication, Iterable<Connection> to) {
        stats.publicationAccepted();
        SharedEvent event = RoomLog.sharedOf(publication);
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
        SharedEvent event = RoomLog.sharedOf(publication);
        if (publication.room() != null) {
            Room room = rooms.find(publication.room());
            return room == null ? 0 : room.publish(event, null, except);
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
