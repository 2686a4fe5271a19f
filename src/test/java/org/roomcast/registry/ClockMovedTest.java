package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Identity;
import org.roomcast.model.Position;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomGrants;
import org.roomcast.registry.TestRegistry.Peer;

/** Somebody sets the server's clock by two hours. Tokens end by the clock; all else goes by the time that passes. */
class ClockMovedTest {

    private static final int TOKEN_EXPIRED = 4203;

    private final TestRegistry server = new TestRegistry();

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void nobodyIsTakenForSilentOrStalled(int hours) {
        Peer guest = server.connect();
        Peer user = server.connect("ada");
        server.join(user, TestRegistry.room("lobby"));
        server.clock.set(Duration.ofHours(hours));
        server.pass(Duration.ofSeconds(20));
        assertThat(guest.transport().isClosed()).isFalse();
        assertThat(user.transport().isClosed()).isFalse();
        server.pass(Duration.ofSeconds(20));
        assertThat(guest.transport().isClosed()).as("40 s of silence are 40 s").isTrue();
        server.endAndVerify();
    }

    @Test
    void aTokenEndsByTheClock() {
        Peer short1 = server.connect(until(Duration.ofHours(1)));
        Peer long3 = server.connect(until(Duration.ofHours(3)));
        server.clock.set(Duration.ofHours(-2));
        server.pass(Duration.ofSeconds(1));
        assertThat(short1.transport().isClosed()).isFalse();
        server.clock.set(Duration.ofHours(4));
        server.pass(Duration.ofSeconds(1));
        assertThat(short1.transport().closeCode()).isEqualTo(TOKEN_EXPIRED);
        assertThat(long3.transport().isClosed()).isFalse();
        server.endAndVerify();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void theGraceOfWhoWentIsAsLongAsEver(int hours) {
        Peer ada = server.connect("ada");
        Peer bob = server.connect("bob");
        server.join(ada, TestRegistry.room("lobby"));
        server.join(bob, TestRegistry.room("lobby"));
        server.vanish(bob);
        server.clock.set(Duration.ofHours(hours));
        server.pass(Duration.ofMillis(1));
        assertThat(server.join(server.connect("carl"), TestRegistry.room("lobby")))
                .isEqualTo(3);
        server.pass(TestRegistry.GRACE);
        assertThat(server.join(server.connect("dora"), TestRegistry.room("lobby")))
                .isEqualTo(3);
        server.endAndVerify();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void positionsGoOn(int hours) {
        server.policies = TestRegistry.policies(new Retention(100, Duration.ofDays(1)));
        Peer ada = server.connect("ada");
        server.join(ada, TestRegistry.room("lobby"));
        Position first = publish(1);
        server.clock.set(Duration.ofHours(hours));
        assertThat(publish(2)).isEqualTo(new Position(first.epoch(), first.offset() + 1));
        Peer bob = server.connect("bob");
        JoinResult joined = server.join(bob, new JoinRequest(TestRegistry.room("lobby"), first, 0));
        assertThat(joined.recovered()).isTrue();
    }

    private Position publish(int data) {
        return server.registry()
                .publish(TestRegistry.draft("lobby", data))
                .toCompletableFuture()
                .join()
                .position();
    }

    private Identity until(Duration span) {
        Instant end = server.clock.instant().plus(span);
        return new Identity("user-" + span, "User", null, Set.of(), RoomGrants.NONE, end);
    }
}
