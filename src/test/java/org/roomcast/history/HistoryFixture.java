package org.roomcast.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Payload;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;
import org.roomcast.model.Sender;
import org.roomcast.testing.ManualClock;

/** What the parts of {@link HistoryStoreContract} share: an open store, and short ways to use it. */
public abstract class HistoryFixture {

    protected static final RoomName ROOM = RoomName.of("lobby");
    protected static final Sender ADA = new Sender("ada", "Ada", new ConnectionId("c-1"));

    /** Rooms called {@code short.…} keep ten events, for an hour. */
    protected static final RoomPolicies POLICIES = new RoomPolicies(List.of(new RoomPolicies.Rule(
            new RoomPattern("short.*"),
            new RoomPolicy(true, 0, PublishRule.MEMBERS, new Retention(10, Duration.ofHours(1))))));

    protected final ManualClock clock = new ManualClock();
    private final List<HistoryStore> opened = new ArrayList<>();
    protected HistoryStore store;

    /** Opens the test's store, for the first time or again. */
    protected abstract HistoryStore open(RoomPolicies policies, ManualClock time);

    /** Whether events are there after closing and opening. */
    protected boolean isDurable() {
        return true;
    }

    @BeforeEach
    void openStore() {
        store = open(POLICIES, clock);
        opened.add(store);
    }

    @AfterEach
    void closeStores() {
        opened.forEach(HistoryStore::close);
        release();
    }

    /** Lets go of what is below the stores, which are closed. */
    protected void release() {}

    protected void reopen() {
        store.close();
        openStore();
    }

    protected Publication publication(RoomName room, String json) {
        return new Publication(room, null, "message", new Payload(json), ADA, clock.instant());
    }

    protected RecordedOutcome append(RoomName room, String json) {
        return append(room, json, "ada", null);
    }

    protected RecordedOutcome append(RoomName room, String json, String sender, @Nullable String key) {
        RecordedOutcome outcome = new RecordedOutcome();
        store.append(new NewEvent(publication(room, json), sender, key), outcome);
        return outcome;
    }

    /** Appends {@code "1"}, {@code "2"} and so on, and waits until they are stored. */
    protected void fill(RoomName room, int count) {
        List<RecordedOutcome> outcomes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            outcomes.add(append(room, String.valueOf(number)));
        }
        outcomes.forEach(RecordedOutcome::stored);
    }

    protected HistoryPage read(RoomName room, HistoryQuery query) {
        return await(store.read(room, query));
    }

    protected HistoryPage readAll(RoomName room) {
        return read(room, HistoryQuery.after(0, HistoryQuery.MAX_LIMIT));
    }

    protected List<String> data(HistoryPage page) {
        return page.events().stream().map(event -> event.data().json()).toList();
    }

    protected static List<Long> offsets(HistoryPage page) {
        return page.events().stream().map(HistoryFixture::offset).toList();
    }

    protected static long offset(Publication event) {
        return event.position().offset();
    }

    protected static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failed);
        } catch (TimeoutException never) {
            throw new AssertionError("No answer", never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
