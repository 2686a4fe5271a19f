package org.roomcast.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryStats;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.NewEvent;
import org.roomcast.history.Stored;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/** A store whose outcomes and pages come when the test lets them, as late as those of a database. */
final class ScriptedHistory implements HistoryStore {

    private final HistoryStore store;
    private final Queue<Runnable> outcomes = new ArrayDeque<>();
    private final List<Runnable> reads = new ArrayList<>();

    ScriptedHistory(HistoryStore store) {
        this.store = store;
    }

    @Override
    public void append(NewEvent event, Outcome outcome) {
        store.append(event, new Outcome() {
            @Override
            public void stored(Stored stored) {
                outcomes.add(() -> outcome.stored(stored));
            }

            @Override
            public void failed(ProtocolException why) {
                outcomes.add(() -> outcome.failed(why));
            }
        });
    }

    /** What is read is what the store has when the page comes, not when it was asked for. */
    @Override
    public CompletionStage<HistoryPage> read(RoomName room, HistoryQuery query) {
        CompletableFuture<HistoryPage> page = new CompletableFuture<>();
        reads.add(() -> store.read(room, query).thenAccept(page::complete));
        return page;
    }

    /** Tells the oldest outcome. */
    void tellOutcome() {
        Runnable oldest = outcomes.poll();
        if (oldest != null) {
            oldest.run();
        }
    }

    /** Lets any one page come. */
    void completeRead(Random random) {
        if (!reads.isEmpty()) {
            reads.remove(random.nextInt(reads.size())).run();
        }
    }

    boolean isIdle() {
        return outcomes.isEmpty() && reads.isEmpty();
    }

    @Override
    public CompletionStage<List<RoomName>> rooms(String after, int limit) {
        return CompletableFuture.failedFuture(new ProtocolException(ErrorCode.UNAVAILABLE, "not asked here"));
    }

    @Override
    public void trim() {
        store.trim();
    }

    @Override
    public HistoryStats stats() {
        return store.stats();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public void close() {
        store.close();
    }
}
