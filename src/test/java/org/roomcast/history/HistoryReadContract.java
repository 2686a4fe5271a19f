package org.roomcast.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/** What comes back. */
public abstract class HistoryReadContract extends HistoryFixture {

    @Test
    void aRoomWithoutEventsHasTheStoresEpochAndZero() {
        HistoryPage page = readAll(ROOM);
        assertThat(page.top().offset()).isZero();
        assertThat(page.top().epoch()).isNotEmpty().hasSizeLessThanOrEqualTo(Position.MAX_EPOCH);
        assertThat(page.oldest()).isEqualTo(1);
        assertThat(page.events()).isEmpty();
        assertThat(readAll(RoomName.of("another")).top()).isEqualTo(page.top());
    }

    @Test
    void offsetsCountFromOneInTheEpochThatWasTold() {
        Position before = readAll(ROOM).top();
        assertThat(append(ROOM, "1").stored()).isEqualTo(new Stored(before.plus(1), false));
        assertThat(append(ROOM, "2").stored()).isEqualTo(new Stored(before.plus(2), false));
        HistoryPage page = readAll(ROOM);
        assertThat(page.top()).isEqualTo(before.plus(2));
        assertThat(page.events()).extracting(Publication::position).containsExactly(before.plus(1), before.plus(2));
    }

    @Test
    void everyRoomCountsForItself() {
        fill(ROOM, 3);
        fill(RoomName.of("LOBBY"), 2);
        assertThat(data(readAll(ROOM))).containsExactly("1", "2", "3");
        assertThat(data(readAll(RoomName.of("LOBBY")))).containsExactly("1", "2");
        assertThat(readAll(RoomName.of("Lobby")).events()).isEmpty();
    }

    static List<Sender> senders() {
        List<Sender> all = new ArrayList<>();
        all.add(null);
        all.add(new Sender(null, "anonymous", new ConnectionId("c-2")));
        all.add(new Sender("ada lovelace/é𝄞", "Ада 👩‍🚀 '\"\\", null));
        return all;
    }

    @ParameterizedTest
    @MethodSource("senders")
    void anEventComesBackAsItWas(Sender from) {
        Publication event = new Publication(
                ROOM, null, "order.paid ü", new Payload("{\"a\":[1,2.50,null]}"), from, clock.instant());
        RecordedOutcome outcome = new RecordedOutcome();
        store.append(new NewEvent(event, "x", null), outcome);
        Position position = outcome.stored().position();
        assertThat(readAll(ROOM).events())
                .containsExactly(new Publication(ROOM, position, event.event(), event.data(), from, event.time()));
    }

    @Test
    void anyJsonComesBackCharacterByCharacter() {
        List<String> texts = new ArrayList<>(List.of(
                "null",
                "\"\"",
                "\"  \"",
                "\"\\u0000\\ud83d\\ude00\"",
                "\"\\\\ \\\" ' ; -- ? :name ${x} %s\"",
                "-1.50E+3"));
        for (int plane = 0; plane <= 16; plane++) {
            StringBuilder text = new StringBuilder("\"");
            for (int low : new int[] {0x20, 0xe9, 0x3b1, 0x20ac, 0xabcd, 0xfffd}) {
                text.appendCodePoint(plane * 0x10000 + low);
            }
            texts.add(text.append('"').toString());
        }
        texts.add('"' + "x€".repeat(400_000) + '"');
        texts.forEach(text -> append(ROOM, text).stored());
        assertThat(data(readAll(ROOM))).isEqualTo(texts);
    }

    @ParameterizedTest
    @CsvSource({
        "AFTER, 0, 3, 1, 3",
        "AFTER, 4, 3, 5, 7",
        "AFTER, 8, 5, 9, 10",
        "AFTER, 10, 5, 1, 0",
        "AFTER, 9223372036854775807, 5, 1, 0",
        "AFTER, -1, 2, 1, 2",
        "AFTER, 3, 0, 1, 0",
        "BEFORE, 9223372036854775807, 3, 8, 10",
        "BEFORE, 11, 3, 8, 10",
        "BEFORE, 5, 3, 2, 4",
        "BEFORE, 3, 5, 1, 2",
        "BEFORE, 1, 5, 1, 0",
        "BEFORE, -9223372036854775808, 5, 1, 0",
        "BEFORE, 5, 0, 1, 0"
    })
    void aPageIsWhatTheQueryAsksFor(HistoryQuery.Direction direction, long offset, int limit, long first, long last) {
        fill(ROOM, 10);
        HistoryPage page = read(ROOM, new HistoryQuery(direction, offset, limit, HistoryQuery.MAX_PAGE_SIZE));
        assertThat(offsets(page))
                .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
        assertThat(page.top().offset()).isEqualTo(10);
        assertThat(page.oldest()).isEqualTo(1);
    }

    @Test
    void pagesForwardsAndBackwardsMeet() {
        fill(ROOM, 987);
        List<Long> forwards = new ArrayList<>();
        for (HistoryPage page = readAll(ROOM);
                !page.events().isEmpty();
                page = read(ROOM, HistoryQuery.after(forwards.get(forwards.size() - 1), 500))) {
            forwards.addAll(offsets(page));
        }
        assertThat(forwards).isEqualTo(LongStream.rangeClosed(1, 987).boxed().toList());
        List<Long> backwards = new ArrayList<>();
        for (HistoryPage page = read(ROOM, HistoryQuery.latest(500));
                !page.events().isEmpty();
                page = read(ROOM, HistoryQuery.before(backwards.get(0), 500))) {
            backwards.addAll(0, offsets(page));
        }
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void aPageEndsWithTheEventThatFillsIt() {
        String half = '"' + "x".repeat(HistoryQuery.MAX_PAGE_SIZE / 2) + '"';
        String whole = '"' + "y".repeat(HistoryQuery.MAX_PAGE_SIZE) + '"';
        List.of(half, half, half, whole, half)
                .forEach(data -> append(ROOM, data).stored());
        assertThat(offsets(readAll(ROOM))).containsExactly(1L, 2L);
        assertThat(offsets(read(ROOM, HistoryQuery.after(3, 10)))).containsExactly(4L);
        assertThat(offsets(read(ROOM, HistoryQuery.latest(10)))).containsExactly(4L, 5L);
        assertThat(offsets(read(ROOM, HistoryQuery.before(4, 10)))).containsExactly(2L, 3L);
    }

    @Test
    void roomsAreListedByCodeUnit() {
        List<String> names = List.of(
                "a",
                "B",
                "b",
                "A",
                "a.b",
                "a-b",
                "a_b",
                "a=b",
                "a@b",
                "a,b",
                "a;b",
                "ab",
                "aB",
                "10",
                "9",
                "z".repeat(164));
        names.forEach(name -> append(RoomName.of(name), "1").stored());
        List<RoomName> sorted = new TreeSet<>(names).stream().map(RoomName::of).toList();
        assertThat(await(store.rooms("", 100))).isEqualTo(sorted);
        assertThat(await(store.rooms("", 3))).isEqualTo(sorted.subList(0, 3));
        String after = sorted.get(5).value();
        assertThat(await(store.rooms(after, 2))).isEqualTo(sorted.subList(6, 8));
        assertThat(await(store.rooms("~", 100))).isEmpty();
    }

    @Test
    void aClosedStoreTakesAndTellsNothing() {
        store.close();
        assertThat(append(ROOM, "1").failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(store.isAvailable()).isFalse();
        try {
            readAll(ROOM);
        } catch (CompletionException | ProtocolException closed) {
            return;
        }
        assertThat(isDurable()).as("only what is in memory can still be read").isFalse();
    }

    @Test
    void whatWasTakenBeforeClosingIsStored() {
        List<RecordedOutcome> outcomes = IntStream.rangeClosed(1, 500)
                .mapToObj(number -> append(ROOM, String.valueOf(number)))
                .toList();
        store.close();
        assertThat(outcomes).allMatch(RecordedOutcome::isTold).allMatch(RecordedOutcome::isStored);
    }
}
