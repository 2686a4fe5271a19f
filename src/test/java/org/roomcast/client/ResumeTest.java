package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roomcast.client.Discontinuity.Kind;
import org.roomcast.client.ScriptedPeer.Socket;
import org.roomcast.model.Position;

/** What comes once, in order, whatever happens to the connection. */
class ResumeTest {

    private final Rig rig = new Rig();

    @Test
    void aClientComesBackWhereItWas() {
        Socket socket = rig.inRoom(false, 3);
        socket.events("a", 4, 5);
        assertThat(rig.a().position()).isEqualTo(new Position("e", 5));
        rig.lose(1006);
        JsonObject join = rig.peer.welcome().admit("a", 7, true);
        assertThat(join.getJsonObject("since")).hasToString("{\"epoch\":\"e\",\"offset\":5}");
        rig.peer.socket().events("a", 6, 7, 8);
        assertThat(rig.room.numbers()).containsExactly(4, 5, 6, 7, 8);
        assertThat(rig.client.numbers()).isEqualTo(rig.room.numbers());
        assertThat(rig.room.entries).extracting(Entry::again).containsExactly(false, true);
        assertThat(rig.room.entries).extracting(Entry::recovered).containsExactly(false, true);
        assertThat(rig.room.discontinuities).isEmpty();
    }

    @Test
    void whatComesTwiceIsDeliveredOnce() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 1, 1, 2, 1, 2, 3);
        assertThat(rig.room.numbers()).containsExactly(1, 2, 3);
    }

    @Test
    void whatHasNoPositionIsDelivered() {
        Socket socket = rig.inRoom(false, 0);
        socket.say("{'type':'event','event':'typing','room':'a','data':9,'time':'2026-11-20T10:15:30.123Z'}");
        socket.say("{'type':'event','event':'hello','data':8,'time':'2026-11-20T10:15:30.123Z'}");
        assertThat(rig.room.numbers()).containsExactly(9);
        assertThat(rig.client.numbers()).containsExactly(9, 8);
    }

    @Test
    void aGapIsHealedFromTheHistoryBeforeAnythingNewer() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 1, 5, 6);
        assertThat(rig.room.numbers()).containsExactly(1);
        assertThat(rig.room.discontinuities)
                .containsExactly(new Discontinuity("a", Kind.GAP, new Position("e", 1), new Position("e", 4)));
        JsonObject question = socket.next("history");
        assertThat(question.getInt("since")).isEqualTo(1);
        socket.events("a", 7);
        socket.history(question, false, 2, 3);
        socket.history(socket.next("history"), true, 4, 5, 6, 7);
        assertThat(rig.room.numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        socket.assertSilent();
    }

    @Test
    void aGapThatCannotBeHealedIsToldAndPassed() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 4);
        socket.history(socket.next("history"), true, 4);
        assertThat(rig.room.numbers()).containsExactly(4);
        assertThat(rig.room.discontinuities).extracting(Discontinuity::kind).containsExactly(Kind.GAP, Kind.LOST);
        assertThat(rig.a().position()).isEqualTo(new Position("e", 4));
    }

    @Test
    void aHistoryThatIsAwayIsAskedAgain() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 2);
        socket.refuse(socket.next("history"), "unavailable", true);
        socket.assertSilent();
        rig.loop.advance(Duration.ofSeconds(2));
        socket.history(socket.next("history"), true, 1, 2);
        assertThat(rig.room.numbers()).containsExactly(1, 2);
    }

    @Test
    void whatCannotBeRecoveredIsTold() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 1);
        rig.lose(1006);
        rig.peer.welcome().admit("a", 9, false);
        assertThat(rig.room.discontinuities)
                .containsExactly(new Discontinuity("a", Kind.LOST, new Position("e", 1), new Position("e", 9)));
        rig.peer.socket().events("a", 10);
        assertThat(rig.room.numbers()).containsExactly(1, 10);
    }

    @Test
    void aNewEpochIsTold() {
        Socket socket = rig.inRoom(false, 5);
        socket.say("{'type':'event','event':'message','room':'a','epoch':'f','offset':1,'data':1,'time':'t'}");
        assertThat(rig.room.discontinuities)
                .containsExactly(new Discontinuity("a", Kind.EPOCH, new Position("e", 5), new Position("f", 0)));
        assertThat(rig.room.numbers()).containsExactly(1);
    }

    @Test
    void whatWaitsForAGapIsBounded() {
        Socket socket = rig.inRoom(false, 0);
        int most = Ahead.MOST + 50;
        socket.events("a", IntStream.rangeClosed(2, most).toArray());
        socket.history(socket.next("history"), false, 1);
        socket.history(
                socket.next("history"),
                true,
                IntStream.rangeClosed(Ahead.MOST + 2, most).toArray());
        assertThat(rig.room.numbers())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, most).boxed().toList());
    }

    @Test
    void positionsLeadTheNextClientOn() {
        Rig next = new Rig(builder -> builder.positions(Map.of("a", new Position("e", 7))));
        Socket socket = next.peer.welcome();
        next.a().listen(next.room).join();
        assertThat(socket.admit("a", 8, true).getJsonObject("since").getInt("offset"))
                .isEqualTo(7);
        socket.events("a", 8);
        assertThat(next.room.numbers()).containsExactly(8);
        assertThat(next.roomcast.positions()).isEqualTo(Map.of("a", new Position("e", 8)));
    }

    @Test
    void recentEventsComeBeforeNewerOnes() {
        Socket socket = rig.peer.welcome();
        rig.a().listen(rig.room).join(2);
        assertThat(socket.admit("a", 5, false).getInt("history")).isEqualTo(2);
        socket.say(
                "{'type':'history','room':'a','epoch':'e','complete':false,'events':["
                        + "{'event':'message','offset':4,'data':4,'time':'t'},{'event':'message','offset':5,'data':5,'time':'t'}]}");
        socket.events("a", 6);
        assertThat(rig.room.numbers()).containsExactly(4, 5, 6);
    }

    @Test
    void aRoomThatIsFullForNowIsTriedAgainAndOneThatIsForbiddenIsLost() {
        rig.inRoom(false, 0);
        rig.lose(1006);
        Socket socket = rig.peer.welcome();
        socket.refuse(socket.next("join"), "room_full", true);
        rig.loop.advance(Duration.ofSeconds(5));
        socket.refuse(socket.next("join"), "forbidden", false);
        assertThat(rig.room.losses).extracting(RoomcastException::code).containsExactly("forbidden");
        rig.loop.advance(Duration.ofSeconds(20));
        socket.assertSilent();
    }

    @Test
    void aFirstJoinThatIsRefusedFails() {
        Socket socket = rig.peer.welcome();
        var joined = rig.a().join();
        socket.refuse(socket.next("join"), "room_full", true);
        assertThat(Rig.codeOf(joined)).isEqualTo("room_full");
        var again = rig.a().join();
        socket.admit("a", 0, false);
        assertThat(again.toCompletableFuture()).isCompleted();
    }

    @Test
    void aRoomThatWasLeftIsNotEnteredAgain() {
        Socket socket = rig.inRoom(false, 0);
        socket.events("a", 1);
        var left = rig.a().leave();
        socket.answer(socket.next("leave"), "'room':'a'");
        assertThat(left.toCompletableFuture()).isCompleted();
        socket.events("a", 2);
        assertThat(rig.a().position()).isNull();
        rig.lose(1006);
        rig.peer.welcome().assertSilent();
    }

    @Test
    void aRoomOfTheAddressIsEnteredWithoutAsking() {
        Socket socket = rig.peer.welcome();
        rig.a().listen(rig.room);
        socket.say("{'type':'ack','action':'join','room':'a','epoch':'e','offset':0,'members':1}");
        socket.events("a", 1);
        assertThat(rig.room.numbers()).containsExactly(1);
        assertThat(rig.room.entries).hasSize(1);
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        Socket socket = rig.peer.welcome();
        rig.a()
                .listen(new RoomListener() {
                    @Override
                    public void event(RoomEvent event) {
                        throw new IllegalStateException("mine");
                    }
                })
                .listen(rig.room)
                .join();
        socket.admit("a", 0, false);
        socket.events("a", 1, 2);
        assertThat(rig.room.numbers()).isEqualTo(List.of(1, 2));
        assertThat(rig.client.failures).extracting(RoomcastException::code).containsExactly("listener", "listener");
        assertThat(rig.client.failures.get(0)).hasRootCauseMessage("mine");
    }
}
