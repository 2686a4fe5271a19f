package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.client.Rig.data;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roomcast.client.ScriptedPeer.Socket;
import org.roomcast.model.Position;

/** What is published without an echo: the publisher is not told of it, and misses nothing. */
class UnechoedTest {

    private final Rig rig = Rig.authenticated();
    private final Socket socket = rig.inRoom(true, 0);

    @Test
    void theAckCountsAsTheEvent() {
        publish(1);
        JsonObject frame = socket.next("publish");
        assertThat(frame.getBoolean("echo")).isFalse();
        socket.answer(frame, "'room':'a','epoch':'e','offset':1");
        assertThat(rig.a().position()).isEqualTo(new Position("e", 1));
        socket.events("a", 2);
        assertThat(rig.room.numbers()).containsExactly(2);
        socket.assertSilent();
    }

    @Test
    void whatComesBeforeTheAckWaitsForItAndIsNoGap() {
        publish(1);
        JsonObject frame = socket.next("publish");
        socket.events("a", 2, 3);
        assertThat(rig.room.numbers()).isEmpty();
        socket.assertSilent();
        socket.answer(frame, "'room':'a','epoch':'e','offset':1");
        assertThat(rig.room.numbers()).containsExactly(2, 3);
        assertThat(rig.room.discontinuities).isEmpty();
        socket.assertSilent();
    }

    @Test
    void whenItFailsAGapIsAGap() {
        CompletionStage<Ack> published = publish(1);
        JsonObject frame = socket.next("publish");
        socket.events("a", 2);
        socket.refuse(frame, "forbidden", false);
        assertThat(Rig.codeOf(published)).isEqualTo("forbidden");
        socket.history(socket.next("history"), true, 1, 2);
        assertThat(rig.room.numbers()).containsExactly(1, 2);
    }

    @Test
    void whatIsPublishedAfterTheGapWasSeenKeepsNothingWaiting() {
        socket.events("a", 2);
        JsonObject question = socket.next("history");
        publish(3);
        socket.next("publish");
        socket.history(question, true, 1, 2);
        assertThat(rig.room.numbers()).containsExactly(1, 2);
    }

    @Test
    void whatIsPublishedLaterDoesNotExplainAGap() {
        publish(1);
        JsonObject first = socket.next("publish");
        socket.events("a", 2);
        publish(3);
        socket.next("publish");
        socket.refuse(first, "forbidden", false);
        socket.history(socket.next("history"), true, 1, 2);
        assertThat(rig.room.numbers()).containsExactly(1, 2);
    }

    @Test
    void afterALostConnectionTheLogDoesNotBringItBack() {
        publish(1);
        socket.next("publish");
        rig.lose(1006);
        Socket next = rig.peer.welcome(true);
        next.admit("a", 2, true);
        next.say("{'type':'event','event':'message','room':'a','epoch':'e','offset':1,'data':1,"
                + "'from':{'id':'me','name':'Me','connection_id':'c1'},'time':'2026-11-20T10:15:30.123Z'}");
        next.events("a", 2);
        assertThat(rig.room.numbers()).isEmpty();
        next.answer(next.next("publish"), "'room':'a','epoch':'e','offset':1,'duplicate':true");
        assertThat(rig.room.numbers()).containsExactly(2);
        next.assertSilent();
    }

    @Test
    void whatWaitedForAConnectionHasNoEchoEither() {
        rig.lose(1006);
        publish(1);
        Socket next = rig.peer.welcome(true);
        next.admit("a", 0, true);
        JsonObject frame = next.next("publish");
        next.answer(frame, "'room':'a','epoch':'e','offset':1");
        next.events("a", 2);
        assertThat(rig.room.numbers()).containsExactly(2);
        rig.loop.advance(Duration.ofSeconds(1));
        next.assertSilent();
    }

    private CompletionStage<Ack> publish(int number) {
        return rig.a().publish(data(number), PublishOptions.DEFAULT.withoutEcho());
    }
}
