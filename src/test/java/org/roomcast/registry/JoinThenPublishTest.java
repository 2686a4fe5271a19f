package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Event;
import org.roomcast.model.Draft;
import org.roomcast.model.Payload;
import org.roomcast.model.RoomName;
import org.roomcast.registry.TestRegistry.Peer;

/** Whoever has heard of a join can reach the newcomer, even into a room that did not exist before. */
class JoinThenPublishTest {

    private static final RoomName NEW = RoomName.of("new-room");

    private final TestRegistry test = new TestRegistry();

    @Test
    void whatIsPublishedAfterTheAnswerToAJoinReachesTheNewcomer() throws Exception {
        Peer ada = test.connect("ada");
        FutureTask<Receipt> publishing = new FutureTask<>(() -> test.registry()
                .publish(Draft.of(NEW, "message", Payload.NULL))
                .toCompletableFuture()
                .join());
        Thread publisher = new Thread(publishing);
        test.registry().join(ada.connection(), JoinRequest.of(NEW), joined -> {
            publisher.start();
            awaitBlockedOrDone(publisher);
            return Event.Ack.joined(null, NEW, joined.members(), null, null);
        });
        assertThat(publishing.get().delivered()).isEqualTo(1);
    }

    private static void awaitBlockedOrDone(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }
}
