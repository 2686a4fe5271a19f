package org.roomcast.registry;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryStore;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;

/**
 * The ends of the logs of the rooms that are in use, read from the store once each, however many come back at the same
 * moment. Bounded: the logs that were not used for the longest time are dropped. Safe in every thread.
 */
final class RoomLogs {

    /** A log without events takes some 500 bytes. */
    static final int MAX_LOGS = 20_000;

    /** A log and the reading of it, which all who want it wait for. */
    private record Slot(RoomLog log, CompletableFuture<RoomLog> loaded) {}

    private record Candidate(RoomName room, Slot slot, long unusedNanos) {}

    private final HistoryStore store;
    private final RoomPolicies policies;
    private final long maxSize;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Stats stats;
    private final Map<RoomName, Slot> slots = new ConcurrentHashMap<>();

    /** @param maxSize all rings together, in characters of data; their frames take about as much again */
    RoomLogs(HistoryStore store, RoomPolicies policies, long maxSize, Clock clock, LongSupplier nanoTime, Stats stats) {
        this.store = store;
        this.policies = policies;
        this.maxSize = maxSize;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.stats = stats;
    }

    /** The log if it is at hand. */
    @Nullable RoomLog find(RoomName room) {
        Slot slot = slots.get(room);
        if (slot == null || !slot.loaded().isDone() || slot.loaded().isCompletedExceptionally()) {
            return null;
        }
        slot.log().used(nanoTime.getAsLong());
        return slot.log();
    }

    /** The log; read from the store when it is not at hand. Fails as the store does. */
    CompletionStage<RoomLog> fetch(RoomName room) {
        Slot fresh = new Slot(new RoomLog(policies.of(room).history(), clock), new CompletableFuture<>());
        Slot slot = slots.putIfAbsent(room, fresh);
        if (slot != null) {
            return slot.loaded();
        }
        fresh.log().used(nanoTime.getAsLong());
        stats.logMiss();
        // registered before it is read: what is stored from now on reaches the log, and what was before is in the page
        store.read(room, HistoryQuery.latest(HistoryQuery.MAX_LIMIT).ofSize(RoomLog.MAX_SIZE))
                .whenComplete((page, failure) -> loaded(room, fresh, page, failure));
        return fresh.loaded();
    }

    /** Notes that somebody got what was wanted without a question to the store. */
    void servedFromMemory() {
        stats.logHit();
    }

    /** Notes that somebody came back, and whether the log reached back. */
    void resumed(boolean isRecovered) {
        stats.resumed(isRecovered);
    }

    /** Notes that an event has been stored. To be called in the order of the offsets. @return it for its readers */
    SharedEvent stored(Publication publication) {
        Slot slot = slots.get(publication.roomOrThrow());
        return slot == null ? RoomLog.sharedOf(publication) : slot.log().add(publication);
    }

    /** A page of the store, past the ring. */
    CompletionStage<HistoryPage> read(RoomName room, HistoryQuery query) {
        stats.logMiss();
        return store.read(room, query);
    }

    /** Drops what is over the bounds; to be called now and then. */
    void trim() {
        long size = slots.values().stream().mapToLong(slot -> slot.log().size()).sum();
        if (size <= maxSize && slots.size() <= MAX_LOGS) {
            return;
        }
        long now = nanoTime.getAsLong();
        List<Candidate> longestUnusedFirst = slots.entrySet().stream()
                .filter(entry -> entry.getValue().loaded().isDone())
                .map(entry -> new Candidate(
                        entry.getKey(),
                        entry.getValue(),
                        now - entry.getValue().log().usedAtNanos()))
                .sorted(Comparator.comparingLong(Candidate::unusedNanos).reversed())
                .toList();
        for (Candidate next : longestUnusedFirst) {
            if (size <= maxSize && slots.size() <= MAX_LOGS) {
                return;
            }
            size -= next.slot().log().size();
            // first dropped, then removed: whoever still holds it sees that it misses events from now on
            next.slot().log().drop();
            slots.remove(next.room(), next.slot());
        }
    }

    private void loaded(RoomName room, Slot slot, @Nullable HistoryPage page, @Nullable Throwable failure) {
        if (page == null) {
            slots.remove(room, slot);
            slot.loaded().completeExceptionally(failure == null ? new IllegalStateException("no page") : failure);
            return;
        }
        slot.log().load(page);
        slot.loaded().complete(slot.log());
    }
}
