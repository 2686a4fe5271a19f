package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.model.Position;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.registry.TestRegistry.Peer;
import org.roomcast.testing.RecordingTransport;

/**
 * The hand-over from history to live, against a model: whatever the order in which publishing, joining, leaving, losing
 * the connection, coming back, and the answers of the store and of the network happen, a reader that resumes sees every
 * event once and in order, or is told that it cannot.
 */
class HandOverTest {

    private static final RoomName ROOM = RoomName.of("room");
    private static final int SEEDS = 300;
    private static final int STEPS = 400;
    private static final int KEPT = 25;

    @TestFactory
    Stream<DynamicTest> nothingIsLostDoubledOrOutOfOrder() {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Run(seed).run()));
    }

    /** One client over all its connections, and the last position that it has processed. */
    private static final class Client {
        private Peer peer;
        private Position position;
        private Position asked;
        private boolean isJoined;
        private int recoveries;
    }

    private static final class Run {
        private final Random random;
        private final TestRegistry test = new TestRegistry();
        private final ScriptedHistory history;
        private final MemoryHistoryStore store;
        private final List<Client> clients = List.of(new Client(), new Client(), new Client(), new Client());
        private int published;

        Run(long seed) {
            random = new Random(seed);
            test.policies = TestRegistry.policies(new Retention(KEPT, Duration.ofDays(1)));
            test.outbox = new OutboxLimits(12, 1 << 20);
            store = new MemoryHistoryStore(test.policies, test.clock, test.clock::nanoTime, 1 << 20);
            history = new ScriptedHistory(store);
            test.history = history;
            test.recentSize = 0;
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                clients.forEach(this::process);
            }
            finish();
        }

        private void step() {
            Client client = clients.get(random.nextInt(clients.size()));
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3 -> test.registry().publish(TestRegistry.draft("room", ++published));
                case 4, 5 -> comeIn(client);
                case 6 -> lose(client);
                case 7 -> leaveAndEnter(client);
                case 8, 9, 10 -> history.tellOutcome();
                case 11 -> history.completeRead(random);
                case 12, 13 -> test.drainers.runNext();
                case 14 -> forgetTheRing();
                default -> completeSend(client);
            }
        }

        private void comeIn(Client client) {
            if (client.peer != null && client.peer.connection().readyState() == ReadyState.OPEN) {
                return;
            }
            lose(client);
            client.peer = test.connect(RecordingSubscriber.user("u"), RecordingTransport.completingLater());
            join(client);
        }

        private void join(Client client) {
            client.asked = client.position;
            client.isJoined = false;
            JoinRequest request = new JoinRequest(ROOM, client.position, random.nextInt(3));
            test.registry().join(client.peer.connection(), request, joined -> TestRegistry.ack(request, joined));
        }

        /** The last messages may be lost together with the connection. */
        private void lose(Client client) {
            if (client.peer != null) {
                if (random.nextBoolean()) {
                    client.peer.transport().clear();
                }
                process(client);
                test.registry().close(client.peer.connection(), 1006, "");
                client.peer = null;
            }
        }

        private void leaveAndEnter(Client client) {
            if (client.peer != null
                    && client.isJoined
                    && client.peer.connection().isIn(ROOM)) {
                while (client.peer.connection().queuedFrames() > 0
                        || client.peer.transport().isSending()) {
                    completeSend(client);
                    test.drainers.runAll();
                }
                process(client);
                test.registry().leave(client.peer.connection(), ROOM);
                settleSends(client);
                if (client.peer.connection().readyState() == ReadyState.OPEN) {
                    join(client);
                }
            }
        }

        private void settleSends(Client client) {
            test.drainers.runAll();
            while (client.peer.transport().isSending()) {
                completeSend(client);
                test.drainers.runAll();
            }
            process(client);
        }

        private void completeSend(Client client) {
            if (client.peer != null && client.peer.transport().isSending()) {
                client.peer.transport().complete();
            }
        }

        /** As the bounds on all rings together do now and then. */
        private void forgetTheRing() {
            if (random.nextInt(4) == 0) {
                test.registry().tick();
            }
        }

        private void process(Client client) {
            if (client.peer == null) {
                return;
            }
            List<JsonObject> frames = client.peer.transport().frames();
            client.peer.transport().clear();
            for (JsonObject frame : frames) {
                switch (frame.getString("type")) {
                    case "ack" -> acknowledged(client, frame);
                    case "event" -> received(client, frame);
                    case "history" -> shown(frame);
                    default -> {}
                }
            }
        }

        private void acknowledged(Client client, JsonObject ack) {
            Position top = position(ack);
            client.isJoined = true;
            if (client.asked == null) {
                assertThat(ack).doesNotContainKey("recovered");
                client.position = top;
            } else if (ack.getBoolean("recovered")) {
                client.recoveries++;
            } else {
                assertThat(client.asked.offset() + 1)
                        .as("what is said to be lost is no longer kept")
                        .isLessThan(oldestKept());
                client.position = top;
            }
        }

        private void received(Client client, JsonObject event) {
            assertThat(client.isJoined).as("events come after the answer").isTrue();
            assertThat(position(event)).isEqualTo(client.position.plus(1));
            client.position = position(event);
        }

        private void shown(JsonObject history) {
            List<Long> offsets = history.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                    .map(event -> position(event).offset())
                    .toList();
            for (int i = 1; i < offsets.size(); i++) {
                assertThat(offsets.get(i)).isEqualTo(offsets.get(i - 1) + 1);
            }
        }

        private void finish() {
            for (int round = 0; round < STEPS && !isQuiet(); round++) {
                settleAll();
                clients.forEach(this::comeIn);
            }
            settleAll();
            List<Long> reached = new ArrayList<>();
            clients.forEach(client -> reached.add(client.position.offset()));
            assertThat(reached).as("everyone has everything").containsOnly((long) published);
        }

        private boolean isQuiet() {
            return history.isIdle()
                    && clients.stream()
                            .allMatch(client -> client.peer != null
                                    && client.isJoined
                                    && client.position.offset() == published
                                    && client.peer.connection().readyState() == ReadyState.OPEN);
        }

        private void settleAll() {
            for (int i = 0; i < 100; i++) {
                history.tellOutcome();
                history.completeRead(random);
                test.drainers.runAll();
                clients.forEach(this::completeSend);
                clients.forEach(this::process);
            }
        }

        private long oldestKept() {
            return store.read(ROOM, HistoryQuery.latest(0))
                    .toCompletableFuture()
                    .join()
                    .oldest();
        }

        private static Position position(JsonObject frame) {
            return new Position(
                    frame.getString("epoch"), frame.getJsonNumber("offset").longValueExact());
        }
    }
}
