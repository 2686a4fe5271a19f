package org.roomcast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;

/** What a repetition gets. */
public abstract class HistoryKeysContract extends HistoryReadContract {

    @Test
    void aRepetitionGetsTheFirstOnesPosition() {
        Position first = append(ROOM, "1", "ada", "k").stored().position();
        append(ROOM, "2").stored();
        assertThat(append(ROOM, "3", "ada", "k").stored()).isEqualTo(new Stored(first, true));
        assertThat(data(readAll(ROOM))).containsExactly("1", "2");
    }

    @Test
    void repetitionsAtTheSameTimeAreStoredOnce() throws Exception {
        int threads = 8;
        int keys = 50;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<List<RecordedOutcome>> told = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            List<RecordedOutcome> mine = new ArrayList<>();
            told.add(mine);
            running.add(Threads.start(() -> {
                start.await();
                for (int key = 0; key < keys; key++) {
                    mine.add(append(ROOM, String.valueOf(key), "ada", "key-" + key));
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        for (int key = 0; key < keys; key++) {
            int number = key;
            List<Stored> outcomes =
                    told.stream().map(mine -> mine.get(number).stored()).toList();
            assertThat(outcomes)
                    .extracting(Stored::position)
                    .containsOnly(outcomes.get(0).position());
            assertThat(outcomes).extracting(Stored::duplicate).containsOnlyOnce(false);
        }
        assertThat(readAll(ROOM).top().offset()).isEqualTo(keys);
    }

    @Test
    void keysOfAnotherSenderOrRoomAreOthers() {
        append(ROOM, "1", "ada", "k").stored();
        assertThat(append(ROOM, "2", "bob", "k").stored().duplicate()).isFalse();
        assertThat(append(ROOM, "3", "ada", "K").stored().duplicate()).isFalse();
        assertThat(append(RoomName.of("LOBBY"), "4", "ada", "k").stored().duplicate())
                .isFalse();
        assertThat(append(ROOM, "5", "adal", "obbyk").stored().duplicate()).isFalse();
    }

    @Test
    void longAndOddKeysAreDistinguished() {
        String almost = "é𝄞\u0000".repeat(60);
        assertThat(append(ROOM, "1", "a".repeat(300), almost + "a").stored().duplicate())
                .isFalse();
        assertThat(append(ROOM, "2", "a".repeat(300), almost + "b").stored().duplicate())
                .isFalse();
        assertThat(append(ROOM, "3", "a".repeat(300), almost + "a").stored().duplicate())
                .isTrue();
    }

    @Test
    void aKeyIsForgottenAfterFiveMinutes() {
        append(ROOM, "1", "ada", "k").stored();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(append(ROOM, "2", "ada", "k").stored().duplicate()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(append(ROOM, "3", "ada", "k").stored().duplicate()).isFalse();
        assertThat(append(ROOM, "4", "ada", "k").stored().duplicate()).isTrue();
        assertThat(data(readAll(ROOM))).containsExactly("1", "3");
    }

    @Test
    void aKeyOutlivesASmallStepBackOfTheClock() {
        for (int minute = 0; minute < 10; minute++) {
            String key = "key-" + minute;
            append(ROOM, "1", "ada", key).stored();
            clock.advance(Duration.ofMillis(-50));
            assertThat(append(ROOM, "2", "ada", key).stored().duplicate())
                    .as(key)
                    .isTrue();
            clock.advance(Duration.ofMinutes(1).plusMillis(7));
        }
    }

    @Test
    void aKeyOutlivesTheEventThatItIsOf() {
        RoomName room = RoomName.of("short.room");
        Stored first = append(room, "1", "ada", "k").stored();
        fill(room, 30);
        store.trim();
        org.roomcast.testing.Eventually.eventually(
                () -> assertThat(readAll(room).oldest()).isEqualTo(22));
        assertThat(append(room, "2", "ada", "k").stored()).isEqualTo(new Stored(first.position(), true));
    }

    @Test
    void aKeyOutlivesTheProcess() {
        assumeTrue(isDurable());
        Stored first = append(ROOM, "1", "ada", "k").stored();
        reopen();
        assertThat(append(ROOM, "2", "ada", "k").stored()).isEqualTo(new Stored(first.position(), true));
        clock.advance(Duration.ofMinutes(6));
        reopen();
        assertThat(append(ROOM, "3", "ada", "k").stored().duplicate()).isFalse();
    }
}
