package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.roomcast.codec.Event;
import org.roomcast.codec.JsonCodec;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Draft;
import org.roomcast.model.Identity;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy;
import org.roomcast.testing.ManualClock;
import org.roomcast.testing.ManualExecutor;
import org.roomcast.testing.RecordingTransport;

/** A registry with fake transports, whose time and threads the test moves by hand. */
final class TestRegistry {

    static final Duration GRACE = Duration.ofSeconds(3);

    /** A connection and what its peer has seen. */
    record Peer(Connection connection, RecordingTransport transport) {

        ConnectionId id() {
            return connection.id();
        }
    }

    final ManualClock clock = new ManualClock();
    final ManualExecutor drainers = new ManualExecutor();
    final ManualExecutor closers = new ManualExecutor();
    final List<LifecycleEvent> lifecycle = new CopyOnWriteArrayList<>();
    final List<PublishFilter> filters = new ArrayList<>();
    final List<EventHandler> handlers = new ArrayList<>();
    ConnectionLimits limits = new ConnectionLimits(0, 0, 0, 0);
    OutboxLimits outbox = new OutboxLimits(10_000, 1 << 20);
    /** Rooms without history, unless a test says otherwise. */
    RoomPolicies policies = policies(Retention.NONE);

    HistoryStore history;
    long recentSize = 1 << 20;

    private final List<Peer> peers = new ArrayList<>();
    private SessionRegistry registry;

    SessionRegistry registry() {
        if (registry == null) {
            registry = new SessionRegistry(new RegistryParts(
                    new RegistrySettings(
                            limits,
                            outbox,
                            policies,
                            recentSize,
                            GRACE,
                            false,
                            Duration.ofSeconds(25),
                            Duration.ofSeconds(10)),
                    clock,
                    clock::nanoTime,
                    new OutboxThreads(drainers, closers),
                    history(),
                    new Lifecycle() {
                        @Override
                        public boolean observes(Class<? extends LifecycleEvent> type) {
                            return true;
                        }

                        @Override
                        public void fire(LifecycleEvent event) {
                            lifecycle.add(event);
                        }
                    },
                    filters,
                    handlers));
        }
        return registry;
    }

    static RoomPolicies policies(Retention retention) {
        return new RoomPolicies(List.of(new RoomPolicies.Rule(
                new RoomPattern("*"), new RoomPolicy(true, 0, RoomPolicy.PublishRule.MEMBERS, retention))));
    }

    private HistoryStore history() {
        if (history == null) {
            history = new MemoryHistoryStore(policies, clock, clock::nanoTime, 1 << 24);
        }
        return history;
    }

    Peer connect() {
        return connect(Identity.anonymous(null));
    }

    Peer connect(String user) {
        return connect(RecordingSubscriber.user(user));
    }

    Peer connect(Identity identity) {
        return connect(identity, RecordingTransport.completingInPlace());
    }

    Peer connect(Identity identity, RecordingTransport transport) {
        return connect(identity, transport, "192.0.2.1");
    }

    Peer connect(Identity identity, RecordingTransport transport, String address) {
        Handshake handshake = new Handshake("chat", "/ws/chat", Map.of(), Map.of(), address, null);
        Connection connection = registry()
                .open(
                        handshake,
                        identity,
                        new JsonCodec(),
                        false,
                        transport,
                        opened -> opened.deliver(new Event.Pong(null)));
        Peer peer = new Peer(connection, transport);
        peers.add(peer);
        return peer;
    }

    static Event.Ack ack(JoinRequest request, JoinResult joined) {
        return Event.Ack.joined(null, request.room(), joined.members(), joined.position(), joined.recovered());
    }

    /** Enters a room. @return the number of its users */
    int join(Peer peer, RoomName room) {
        return join(peer, JoinRequest.of(room)).members();
    }

    /** Enters a room with an answer that the peer sees. */
    JoinResult join(Peer peer, JoinRequest request) {
        try {
            return registry()
                    .join(peer.connection(), request, joined -> ack(request, joined))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException wrapped) {
            throw wrapped.getCause() instanceof ProtocolException refused ? refused : wrapped;
        }
    }

    /** Lets the clock go on and the watchdog look. */
    void pass(Duration span) {
        clock.advance(span);
        registry().tick();
        settle();
    }

    /** Runs all that waits to be run, but does not report closes as a container would. */
    void settle() {
        while (drainers.runAll() + closers.runAll() > 0) {
            // one may bring work for the other
        }
    }

    /** The peer goes, and the container says so. */
    void vanish(Peer peer) {
        registry().close(peer.connection(), 1006, "");
        settle();
    }

    /** Reports every transport that was closed as ended, as a container does. */
    void reportCloses() {
        settle();
        peers.stream().filter(peer -> peer.transport().isClosed()).forEach(peer -> registry()
                .close(peer.connection(), peer.transport().closeCode(), ""));
        settle();
    }

    /** Everyone goes; afterwards no trace may be left. */
    void endAndVerify() {
        peers.forEach(this::vanish);
        pass(GRACE);
        assertThat(registry().isEmpty()).as("no trace is left").isTrue();
        assertThat(registry().connections()).isEmpty();
        assertThat(registry().rooms()).isEmpty();
        assertThat(registry().roomCount()).isZero();
        assertThat(registry().users()).isEmpty();
        peers.forEach(peer -> assertThat(peer.connection().queuedFrames()).isZero());
        peers.forEach(peer -> assertThat(peer.connection().queuedBytes()).isZero());
    }

    static RoomName room(String name) {
        return RoomName.of(name);
    }

    static Draft draft(String room, int data) {
        return Draft.of(RoomName.of(room), "message", new Payload(Integer.toString(data)));
    }
}
