package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.client.ConnectionState.CLOSED;
import static org.roomcast.client.ConnectionState.CONNECTING;
import static org.roomcast.client.ConnectionState.OPEN;
import static org.roomcast.client.ConnectionState.WAITING;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.client.ScriptedPeer.Socket;

/** When a client connects, and when it comes back. */
class ReconnectTest {

    @Test
    void aClientIsOpenWhenItIsWelcomed() {
        Rig rig = new Rig();
        assertThat(rig.roomcast.state()).isEqualTo(CONNECTING);
        rig.peer.welcome();
        assertThat(rig.client.states()).containsExactly(CONNECTING, OPEN);
        Welcome welcome = rig.roomcast.welcome();
        assertThat(welcome).isNotNull();
        assertThat(welcome.connectionId()).isEqualTo("c1");
        assertThat(welcome.roles()).containsExactly("user");
        assertThat(welcome.maxMessageBytes()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1008, 1010, 4001, 4003, 4004, 4005, 4099})
    void whatWillNotBeBetterNextTimeEndsTheClient(int code) {
        Rig rig = new Rig();
        rig.peer.welcome().end(code);
        rig.loop.advance(Duration.ofHours(1));
        assertThat(rig.client.states()).containsExactly(CONNECTING, OPEN, CLOSED);
        assertThat(rig.client.changes.get(2).closeCode()).isEqualTo(code);
        assertThat(Rig.codeOf(rig.a().join())).isEqualTo("closed");
        rig.roomcast.reconnect();
        assertThat(rig.peer.dialled()).as("asked for").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1006, 1011, 4100, 4101, 4102, 4199})
    void othersAreTriedAgainAfterDoublingTimes(int code) {
        Rig rig = new Rig();
        rig.peer.welcome().end(code);
        for (int expected : List.of(1, 2, 4, 8, 16, 30, 30)) {
            assertThat(last(rig).delay()).isEqualTo(Duration.ofSeconds(expected));
            rig.loop.advance(Duration.ofSeconds(expected));
            assertThat(rig.roomcast.state()).isEqualTo(CONNECTING);
            rig.peer.socket().end(code);
        }
    }

    @Test
    void aGoodConnectionIsTakenUpAgainAtOnce() {
        Rig rig = new Rig();
        rig.peer.welcome();
        rig.loop.advance(Duration.ofSeconds(11));
        rig.peer.socket().end(4202);
        assertThat(last(rig).delay()).isEqualTo(Retry.SOON);
        rig.loop.advance(Retry.SOON);
        rig.peer.welcome().end(4202);
        assertThat(last(rig).delay()).as("one that is cut at once, later").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aGoodbyeSaysWhenToComeBack() {
        Rig rig = new Rig();
        rig.peer.welcome();
        rig.loop.advance(Duration.ofSeconds(11));
        rig.peer
                .socket()
                .say("{'type':'goodbye','reason':'restarting','retry_after':7}")
                .end(4200);
        assertThat(last(rig).delay()).isEqualTo(Duration.ofSeconds(7).plus(Retry.SOON));
    }

    @Test
    void aServerThatDoesNotWelcomeIsGivenUp() {
        Rig rig = new Rig();
        Socket hanging = rig.peer.socket();
        rig.loop.advance(Link.WELCOME_PATIENCE);
        assertThat(rig.roomcast.state()).isEqualTo(WAITING);
        hanging.end(1006);
        assertThat(rig.client.states()).as("its end is no news").containsExactly(CONNECTING, WAITING);
    }

    @Test
    void aSilentServerIsAskedAndThenLeft() {
        Rig rig = new Rig();
        Socket socket = rig.peer.welcome();
        rig.loop.advance(Duration.ofSeconds(25));
        socket.next("ping");
        socket.say("{'type':'pong'}");
        rig.loop.advance(Duration.ofSeconds(25));
        socket.next("ping");
        rig.loop.advance(Duration.ofSeconds(10));
        assertThat(last(rig).closeCode()).isEqualTo(4201);
        assertThat(socket.closedWith()).isEqualTo(1000);
    }

    @Test
    void aPingIsAnswered() {
        Rig rig = new Rig();
        rig.peer.welcome().say("{'type':'ping'}").next("pong");
    }

    @Test
    void aTokenTravelsAsASubprotocolAndIsFetchedForEachConnection() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = new Rig(
                builder -> builder.token(() -> CompletableFuture.completedFuture("t" + asked.incrementAndGet())));
        rig.peer.welcome(true);
        rig.lose(4203);
        assertThat(rig.peer.dialled())
                .containsExactly(List.of("roomcast.v1.json", "bearer.t1"), List.of("roomcast.v1.json", "bearer.t2"));
    }

    @Test
    void anEndedTokenThatStaysTheSameEndsTheClient() {
        Rig rig = Rig.authenticated();
        rig.peer.welcome(true).end(4203);
        assertThat(rig.roomcast.state()).isEqualTo(CLOSED);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = new Rig(
                builder -> builder.token(() -> CompletableFuture.completedFuture("t" + asked.incrementAndGet())));
        Socket socket = rig.peer.welcome(true);
        socket.say("{'type':'error','code':'token_expired','message':'soon','temporary':false}");
        assertThat(socket.next("authenticate").getString("token")).isEqualTo("t2");
        assertThat(rig.client.failures).isEmpty();
    }

    @Test
    void aTokenThatCannotBeFetchedIsToldAndTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = new Rig(builder -> builder.token(() -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("no network");
            }
            return CompletableFuture.completedFuture("t");
        }));
        assertThat(rig.client.failures).extracting(RoomcastException::code).containsExactly("no_token");
        assertThat(rig.roomcast.state()).isEqualTo(WAITING);
        rig.loop.advance(Duration.ofSeconds(1));
        rig.peer.welcome(true);
        assertThat(rig.roomcast.state()).isEqualTo(OPEN);
    }

    @Test
    void aTokenSourceThatNeverAnswersDoesNotHangTheClient() {
        Rig rig = new Rig(builder -> builder.token(CompletableFuture::new));
        rig.loop.advance(Link.WELCOME_PATIENCE);
        assertThat(rig.roomcast.state()).isEqualTo(WAITING);
    }

    @Test
    void closingEndsEverything() {
        Rig rig = new Rig();
        Socket socket = rig.inRoom(false, 0);
        var question = rig.a().presence();
        rig.roomcast.close();
        rig.roomcast.close();
        assertThat(socket.closedWith()).isEqualTo(1000);
        assertThat(Rig.codeOf(question)).isEqualTo("closed");
        assertThat(Rig.codeOf(rig.a().presence())).isEqualTo("closed");
        assertThat(rig.roomcast.state()).isEqualTo(CLOSED);
        assertThat(rig.loop.timers()).isZero();
        assertThat(rig.loop.isStopped()).isTrue();
        assertThat(rig.peer.isStopped()).isTrue();
    }

    @Test
    void aSocketThatOpensAfterTheClosingIsClosed() {
        Rig rig = new Rig();
        Socket late = rig.peer.socket();
        rig.roomcast.close();
        rig.peer.welcome();
        assertThat(late.closedWith()).isEqualTo(1000);
    }

    @Test
    void whatIsNoFrameIsToldAndHarmsNothing() {
        Rig rig = new Rig();
        Socket socket = rig.peer.welcome();
        socket.say("[1]").say("nonsense").say("{'a':1}").say("{'type':'later','x':1}");
        assertThat(rig.client.failures)
                .extracting(RoomcastException::code)
                .containsExactly("bad_frame", "bad_frame", "bad_frame");
        assertThat(rig.roomcast.state()).isEqualTo(OPEN);
    }

    private static ConnectionChange last(Rig rig) {
        return rig.client.changes.get(rig.client.changes.size() - 1);
    }
}
