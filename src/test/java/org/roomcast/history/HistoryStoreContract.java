package org.roomcast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.roomcast.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.roomcast.history.HistoryStore.Outcome;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;

/** What every {@link HistoryStore} keeps to. A store's test extends this and says how the store is opened. */
public abstract class HistoryStoreContract extends HistoryKeysContract {

    private static final int WRITERS = 16;
    private static final int EACH = 25;

    private record Told(RoomName room, String data, Position position, CompletionStage<HistoryPage> seen) {}

    @Test
    void manyWritersAtOnceLeaveNoGapAndKeepTheirOrder() throws Exception {
        List<RoomName> rooms = List.of(ROOM, RoomName.of("b"), RoomName.of("c"));
        List<Told> told = Collections.synchronizedList(new ArrayList<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = String.valueOf(writer);
            writers.add(Threads.start(() -> {
                for (int number = 0; number < EACH; number++) {
                    appendTold(rooms.get(number % rooms.size()), name + "." + number, told, failures);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        eventually(() -> assertThat(told).hasSize(WRITERS * EACH));
        assertThat(failures).isEmpty();
        for (RoomName room : rooms) {
            assertInOrder(told.stream().filter(one -> one.room().equals(room)).toList());
        }
        for (Told one : told) {
            assertThat(await(one.seen()).events())
                    .as("read when it was told")
                    .extracting(Publication::position)
                    .contains(one.position());
        }
    }

    private void appendTold(RoomName room, String text, List<Told> told, List<String> failures) {
        String json = '"' + text + '"';
        store.append(new NewEvent(publication(room, json), "ada", null), new Outcome() {
            @Override
            public void stored(Stored stored) {
                long offset = stored.position().offset();
                told.add(new Told(room, text, stored.position(), store.read(room, HistoryQuery.after(offset - 1, 1))));
            }

            @Override
            public void failed(ProtocolException why) {
                failures.add(why.text());
            }
        });
    }

    /** In the order in which they were told: no gap, each writer's own order, and the log says the same. */
    private void assertInOrder(List<Told> told) {
        assertThat(told.stream().map(one -> one.position().offset()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, told.size()).boxed().toList());
        Map<String, Integer> newest = new HashMap<>();
        for (Told one : told) {
            String[] parts = one.data().split("\\.");
            int number = Integer.parseInt(parts[1]);
            assertThat(number).isGreaterThan(newest.getOrDefault(parts[0], -1));
            newest.put(parts[0], number);
        }
        List<String> log = data(readAll(told.get(0).room()));
        assertThat(log)
                .isEqualTo(told.stream().map(one -> '"' + one.data() + '"').toList());
    }

    @Test
    void closingAndOpeningChangesNothing() {
        assumeTrue(isDurable());
        fill(ROOM, 25);
        HistoryPage before = readAll(ROOM);
        Position unseen = readAll(RoomName.of("unseen")).top();
        reopen();
        assertThat(readAll(ROOM)).isEqualTo(before);
        assertThat(readAll(RoomName.of("unseen")).top()).isEqualTo(unseen);
        assertThat(append(ROOM, "26").stored().position())
                .isEqualTo(before.top().plus(1));
    }

    @Test
    void theNewestEventsAreKept() {
        RoomName room = RoomName.of("short.room");
        fill(room, 35);
        fill(ROOM, 35);
        store.trim();
        eventually(() -> assertThat(readAll(room).oldest()).isEqualTo(26));
        HistoryPage page = readAll(room);
        assertThat(page.top().offset()).isEqualTo(35);
        assertThat(offsets(page))
                .isEqualTo(LongStream.rangeClosed(26, 35).boxed().toList());
        assertThat(readAll(ROOM).events()).as("of another policy").hasSize(35);
        eventually(() -> assertThat(store.stats().trimmed()).isEqualTo(25));
        assertThat(offsets(read(room, HistoryQuery.before(28, 10)))).containsExactly(26L, 27L);
    }

    @Test
    void eventsThatAreTooOldGo() {
        RoomName room = RoomName.of("short.room");
        fill(room, 3);
        clock.advance(Duration.ofMinutes(40));
        fill(room, 2);
        clock.advance(Duration.ofMinutes(21));
        store.trim();
        eventually(() -> assertThat(offsets(readAll(room))).containsExactly(4L, 5L));
        clock.advance(Duration.ofMinutes(40));
        store.trim();
        eventually(() -> assertThat(readAll(room).events()).isEmpty());
        assertThat(await(store.rooms("", 10))).isEmpty();
        HistoryPage page = readAll(room);
        assertThat(page.top().offset()).isEqualTo(5);
        assertThat(page.oldest()).isEqualTo(6);
    }

    @Test
    void aLogGoesOnWhereItsLastEventWas() {
        RoomName room = RoomName.of("short.room");
        fill(room, 5);
        Position top = readAll(room).top();
        clock.advance(Duration.ofHours(2));
        store.trim();
        eventually(() -> assertThat(readAll(room).events()).isEmpty());
        if (isDurable()) {
            reopen();
        }
        assertThat(readAll(room).top()).isEqualTo(top);
        assertThat(append(room, "6").stored().position()).isEqualTo(top.plus(1));
        assertThat(offsets(readAll(room))).containsExactly(6L);
        clock.advance(Duration.ofMinutes(61));
        store.trim();
        eventually(() -> assertThat(readAll(room).oldest()).isEqualTo(7));
    }

    @Test
    void aPageIsOfOneMoment() throws Exception {
        RoomName room = RoomName.of("short.room");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread writer = Threads.start(() -> {
            for (int round = 0; round < 60; round++) {
                fill(room, 12);
                store.trim();
            }
            isOver.set(true);
        });
        int pages = 0;
        while (!isOver.get() || pages < 50) {
            assertConsistent(read(room, HistoryQuery.after(0, 500)), true);
            assertConsistent(read(room, HistoryQuery.latest(5)), false);
            pages++;
        }
        writer.join();
        assertThat(readAll(room).top().offset()).isEqualTo(720);
    }

    private static void assertConsistent(HistoryPage page, boolean isWhole) {
        List<Long> offsets = offsets(page);
        if (isWhole && !offsets.isEmpty()) {
            assertThat(offsets.get(0)).isEqualTo(page.oldest());
        }
        long last = page.top().offset();
        assertThat(offsets)
                .isEqualTo(LongStream.rangeClosed(last - offsets.size() + 1, last)
                        .boxed()
                        .toList());
        assertThat(page.oldest()).isLessThanOrEqualTo(last + 1);
    }
}
