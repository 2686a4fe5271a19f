package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Draft;
import org.roomcast.model.Payload;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;
import org.roomcast.registry.TestRegistry.Peer;

class RegistryFlawsTest {

    private static final RoomName LOBBY = RoomName.of("lobby");

    private final TestRegistry test = new TestRegistry();

    @Test
    void aCloseReasonIsCutToTheSizeOfItsFrame() {
        Peer ada = test.connect("ada");
        test.registry().disconnect(ada.id(), Disconnect.ENDED_BY_ADMIN, "ж".repeat(100));
        test.settle();
        assertThat(ada.transport().closes()).singleElement().satisfies(close -> assertThat(
                        close.reason().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(100, 123));
    }

    @Test
    void aKeyIsItsProgramsOwn() {
        assertThat(isDuplicate("ci")).isFalse();
        assertThat(isDuplicate("billing"))
                .as("another program with the same key")
                .isFalse();
    }

    @Test
    void anAnswerThatCannotBeMadeLeavesNobodyBehind() {
        Peer bob = test.connect("bob");
        Peer ada = test.connect("ada");
        test.registry().join(bob.connection(), LOBBY);
        catchThrowable(() -> test.registry().join(ada.connection(), JoinRequest.of(LOBBY), joined -> {
            throw new IllegalStateException("broken");
        }));
        assertThat(test.registry().room(LOBBY)).contains(new RoomInfo(LOBBY, 1, 1));
        test.endAndVerify();
    }

    private boolean isDuplicate(String program) {
        Sender sender = new Sender(null, program, null);
        Draft draft = new Draft(LOBBY, "message", Payload.NULL, sender, true, false, "k1");
        return test.registry().publish(draft).toCompletableFuture().join().duplicate();
    }
}
