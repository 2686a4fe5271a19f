package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.client.Rig.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roomcast.client.ScriptedPeer.Socket;

/** A client that keeps to the rate which its server told it, one frame a second in the long run. */
class PaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rig rig = Rig.authenticated();
    /** Of its burst of ten, nine are used; one of them is not for publications. */
    private final Socket socket = rig.peer.welcome(60, 10);

    @Test
    void moreThanTheBurstWaitsForItsTurnInOrder() {
        List<CompletionStage<Ack>> published = publish(10);
        for (int i = 0; i < 8; i++) {
            assertThat(socket.next("publish").getInt("data")).isEqualTo(i);
        }
        socket.assertSilent();
        rig.loop.advance(SECOND.minusMillis(1));
        socket.assertSilent();
        rig.loop.advance(Duration.ofMillis(2));
        assertThat(socket.next("publish").getInt("data")).isEqualTo(8);
        socket.assertSilent();
        rig.loop.advance(SECOND.plusMillis(1));
        assertThat(socket.next("publish").getInt("data")).isEqualTo(9);
        assertThat(published).noneMatch(each -> each.toCompletableFuture().isDone());
    }

    @Test
    void aQuestionNeedNotWaitForPublications() {
        publish(10);
        for (int i = 0; i < 8; i++) {
            socket.next("publish");
        }
        rig.roomcast.presence();
        socket.next("presence");
        rig.roomcast.presence();
        socket.assertSilent();
        rig.loop.advance(SECOND.plusMillis(1));
        socket.next("presence");
    }

    @Test
    void whatIsEphemeralDoesNotWait() {
        publish(10);
        ClientRoom room = rig.a();
        PublishOptions typing = PublishOptions.DEFAULT.asEphemeral();
        room.publish(data(1), typing);
        CompletionStage<Ack> tooMuch = room.publish(data(2), typing);
        assertThat(Rig.codeOf(tooMuch)).isEqualTo(RoomcastException.RATE_LIMITED);
        tooMuch.whenComplete((ack, failure) -> assertThat(((RoomcastException) failure).retryAfter())
                .isPositive()
                .isLessThanOrEqualTo(SECOND));
        rig.lose(1006);
        assertThat(Rig.codeOf(room.publish(data(3), typing))).isEqualTo(RoomcastException.NOT_CONNECTED);
    }

    @Test
    void manyRoomsAreEnteredOneAfterTheOtherWithoutATimeout() {
        List<CompletionStage<Entry>> joined = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            joined.add(rig.roomcast.room("room-" + i).join());
        }
        for (int i = 0; i < 40; i++) {
            if (i >= 9) {
                rig.loop.advance(SECOND.plusMillis(1));
            }
            socket.admit("room-" + i, 0, false);
        }
        assertThat(joined).allMatch(each -> each.toCompletableFuture().isDone());
        joined.forEach(each -> assertThat(each.toCompletableFuture()).isCompleted());
    }

    @Test
    void whenTheServerStillRefusesNothingIsSentForAsLongAsItSays() {
        rig.roomcast.presence();
        socket.next("presence");
        CompletionStage<Ack> moved = rig.roomcast.sendToUser("ada", "hello", data(1));
        socket.next("send");
        socket.say("{'type':'error','code':'rate_limited','message':'slow','retry_after':3,'temporary':true}");
        publish(1);
        rig.roomcast.presence();
        rig.loop.advance(Duration.ofMillis(2990));
        socket.assertSilent();
        rig.loop.advance(Duration.ofMillis(20));
        List<String> sent = List.of(
                socket.next().getString("type"),
                socket.next().getString("type"),
                socket.next().getString("type"));
        assertThat(sent).containsExactlyInAnyOrder("presence", "presence", "publish");
        socket.assertSilent();
        assertThat(moved.toCompletableFuture())
                .as("it may have been carried out")
                .isNotDone();
        assertThat(rig.client.failures).hasSize(1);
    }

    @Test
    void aServerWithoutALimitGetsAllAtOnce() {
        Rig free = Rig.authenticated();
        Socket open = free.peer.welcome(true);
        for (int i = 0; i < 400; i++) {
            free.a().publish(data(i));
        }
        for (int i = 0; i < 400; i++) {
            open.next("publish");
        }
    }

    private List<CompletionStage<Ack>> publish(int count) {
        List<CompletionStage<Ack>> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            published.add(rig.a().publish(data(i)));
        }
        return published;
    }
}
