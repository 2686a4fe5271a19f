package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.client.Rig.data;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roomcast.client.ScriptedPeer.Socket;
import org.roomcast.model.Position;

/** What is published and asked, and what comes of it when the connection is lost. */
class PublishTest {

    @Test
    void anAckTellsWhereTheEventIs() {
        Rig rig = new Rig();
        Socket socket = rig.inRoom(false, 0);
        var published = rig.a().publish(data(1), PublishOptions.DEFAULT.withEvent("order"));
        JsonObject frame = socket.next("publish");
        assertThat(frame.getString("event")).isEqualTo("order");
        assertThat(frame.getString("key")).isNotEmpty();
        socket.answer(frame, "'room':'a','epoch':'e','offset':1,'duplicate':true");
        Ack ack = published.toCompletableFuture().join();
        assertThat(ack).isEqualTo(new Ack("publish", "a", new Position("e", 1), true, -1));
    }

    @Test
    void whatHasNoAckGoesAgainWithTheSameKeyOnceTheRoomIsEntered() {
        Rig rig = Rig.authenticated();
        Socket socket = rig.inRoom(true, 0);
        var published = rig.a().publish(data(1));
        JsonObject first = socket.next("publish");
        rig.lose(1006);
        Socket next = rig.peer.welcome(true);
        next.admit("a", 0, true);
        JsonObject second = next.next("publish");
        assertThat(second).isEqualTo(first);
        next.assertSilent();
        next.answer(second, "'room':'a','epoch':'e','offset':1");
        assertThat(published.toCompletableFuture()).isCompleted();
    }

    @Test
    void anAnonymousClientIsToldThatItsEventMayBeThereOrNot() {
        Rig rig = new Rig();
        Socket socket = rig.inRoom(false, 0);
        var published = rig.a().publish(data(1));
        socket.next("publish");
        socket.end(1006);
        assertThat(Rig.codeOf(published)).isEqualTo("connection_lost");
    }

    @Test
    void whatIsPublishedWithoutAConnectionGoesOutInOrder() {
        Rig rig = new Rig();
        rig.inRoom(false, 0);
        rig.peer.socket().end(1006);
        for (int i = 1; i <= 3; i++) {
            rig.a().publish(data(i));
        }
        rig.loop.advance(Duration.ofSeconds(1));
        Socket socket = rig.peer.welcome();
        socket.admit("a", 0, true);
        for (int i = 1; i <= 3; i++) {
            assertThat(socket.next("publish").getInt("data")).isEqualTo(i);
        }
    }

    @Test
    void whatWaitsIsBoundedInNumberAndBytesAndAge() {
        Rig rig = new Rig(builder -> builder.buffer(2, 500, Duration.ofMinutes(1)));
        var first = rig.a().publish(data(1));
        assertThat(Rig.codeOf(rig.a().publish(Json.createValue("x".repeat(500)))))
                .isEqualTo("buffer_full");
        rig.a().publish(data(2));
        assertThat(Rig.codeOf(rig.a().publish(data(3)))).isEqualTo("buffer_full");
        rig.loop.advance(Duration.ofMinutes(1));
        assertThat(Rig.codeOf(first)).isEqualTo("timeout");
    }

    @Test
    void aFastProgramWaitsForTheServer() {
        Rig rig = new Rig(builder -> builder.buffer(10, 100_000, Duration.ofMinutes(1)));
        Socket socket = rig.inRoom(false, 0);
        List<CompletionStage<Ack>> published = new ArrayList<>();
        for (int i = 0; i < 511; i++) {
            published.add(rig.a().publish(data(i)));
        }
        assertThat(Rig.codeOf(published.get(510))).isEqualTo("buffer_full");
        JsonObject first = socket.next("publish");
        for (int i = 1; i < 500; i++) {
            socket.next("publish");
        }
        socket.assertSilent();
        socket.answer(first, "'room':'a','epoch':'e','offset':1");
        assertThat(socket.next("publish").getInt("data")).isEqualTo(500);
    }

    @Test
    void whatTheServerTakesLaterGoesAgainLater() {
        Rig rig = new Rig();
        Socket socket = rig.inRoom(false, 0);
        var published = rig.a().publish(data(1));
        JsonObject frame = socket.next("publish");
        socket.say("{'type':'error','id':" + frame.getInt("id")
                + ",'code':'rate_limited','message':'slow','retry_after':3,'temporary':true}");
        rig.a().publish(data(2));
        rig.loop.advance(Duration.ofMillis(2999));
        socket.assertSilent();
        rig.loop.advance(Duration.ofMillis(1));
        assertThat(socket.next("publish").getInt("data")).isEqualTo(1);
        socket.answer(frame, "'room':'a','epoch':'e','offset':1");
        assertThat(published.toCompletableFuture()).isCompleted();
        rig.loop.advance(Duration.ofSeconds(3));
        assertThat(socket.next("publish").getInt("data")).isEqualTo(2);
    }

    @Test
    void whatTheServerRefusesFails() {
        Rig rig = new Rig();
        Socket socket = rig.peer.welcome();
        var published = rig.a().publish(data(1));
        socket.refuse(socket.next("publish"), "not_joined", false);
        assertThat(Rig.codeOf(published)).isEqualTo("not_joined");
    }

    @Test
    void whatIsTooLargeIsNotSent() {
        Rig rig = new Rig();
        Socket socket = rig.inRoom(false, 0);
        assertThat(Rig.codeOf(rig.a().publish(Json.createValue("ä".repeat(500)))))
                .isEqualTo("too_large");
        socket.assertSilent();
    }

    @Test
    void whatIsEphemeralIsNotSentAgain() {
        Rig rig = Rig.authenticated();
        Socket socket = rig.inRoom(true, 0);
        var typing = rig.a().publish(data(1), PublishOptions.DEFAULT.asEphemeral());
        assertThat(socket.next("publish").containsKey("key")).isFalse();
        rig.lose(1006);
        assertThat(Rig.codeOf(typing)).isEqualTo("connection_lost");
        Socket next = rig.peer.welcome(true);
        next.admit("a", 0, true);
        next.assertSilent();
    }

    @Test
    void aQuestionWithoutAnAnswerFailsInTimeAndRaisesADoubt() {
        Rig rig = new Rig();
        Socket socket = rig.peer.welcome();
        var question = rig.roomcast.sendToUser("ada", "hello", data(1));
        socket.next("send");
        rig.loop.advance(Duration.ofSeconds(5));
        socket.next("ping");
        socket.say("{'type':'pong'}");
        rig.loop.advance(Duration.ofSeconds(5));
        assertThat(Rig.codeOf(question)).isEqualTo("timeout");
        assertThat(rig.roomcast.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aDeadConnectionIsLeftInTimeToSendAgainOnTheNextOne() {
        Rig rig = Rig.authenticated();
        Socket dead = rig.inRoom(true, 0);
        var published = rig.a().publish(data(1));
        dead.next("publish");
        rig.loop.advance(Duration.ofSeconds(8));
        assertThat(rig.roomcast.state()).isEqualTo(ConnectionState.WAITING);
        rig.loop.advance(Duration.ofSeconds(1));
        Socket next = rig.peer.welcome(true);
        next.admit("a", 0, true);
        next.answer(next.next("publish"), "'room':'a','epoch':'e','offset':1");
        assertThat(published.toCompletableFuture()).isCompleted();
    }

    @Test
    void whatChangesNothingIsAskedAgainOnTheNextConnection() {
        Rig rig = new Rig();
        Socket socket = rig.peer.welcome();
        var question = rig.roomcast.presence();
        socket.next("presence");
        socket.end(1006);
        rig.loop.advance(Duration.ofSeconds(1));
        Socket next = rig.peer.welcome();
        JsonObject again = next.next("presence");
        next.say(
                "{'type':'presence','id':" + again.getInt("id")
                        + ",'count':1,'users':[{'id':'ada','name':'Ada','connected_at':'2026-11-20T10:15:30.123Z','connections':2}]}");
        assertThat(question.toCompletableFuture().join().users().get(0).name()).isEqualTo("Ada");
    }
}
