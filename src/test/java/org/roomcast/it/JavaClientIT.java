package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.client.Ack;
import org.roomcast.client.ClientListener;
import org.roomcast.client.ClientRoom;
import org.roomcast.client.ConnectionChange;
import org.roomcast.client.ConnectionState;
import org.roomcast.client.Entry;
import org.roomcast.client.RoomEvent;
import org.roomcast.client.RoomListener;
import org.roomcast.client.RoomcastClient;
import org.roomcast.client.RoomcastClientBuilder;
import org.roomcast.testing.Gateway;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestServer;

/** The Java client over a real container, with servers that restart and networks that fail: nothing is lost or doubled. */
class JavaClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Long enough to come in with on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    @TempDir
    Path data;

    private TestServer server;
    private Gateway network;
    private final List<RoomcastClient> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        server = startServer();
        network = new Gateway(server.port());
    }

    @AfterEach
    void stop() {
        clients.forEach(RoomcastClient::close);
        network.close();
        server.close();
    }

    @Test
    void aRestartOfTheServerLosesAndDoublesNothing() {
        Reader reader = new Reader();
        ClientRoom writing = connect(client("writer")).room("log");
        await(connect(client("reader")).room("log").listen(reader).join());
        await(writing.join());
        List<CompletionStage<Ack>> acks = new ArrayList<>(publish(writing, 1, 50));
        server.close();
        acks.addAll(publish(writing, 51, 100));
        server = startServer();
        network.to(server.port());
        acks.forEach(JavaClientIT::await);
        reader.awaitTexts(100);
        assertThat(reader.texts()).containsExactlyElementsOf(stored("log"));
        assertThat(reader.texts()).doesNotHaveDuplicates();
        assertThat(reader.entries).extracting(Entry::again).containsExactly(false, true);
    }

    @Test
    void aNetworkThatIsCutOrSilencedLosesAndDoublesNothing() {
        Reader reader = new Reader();
        ClientRoom writing = connect(client("writer")).room("log");
        await(connect(client("reader")).room("log").listen(reader).join());
        await(writing.join());
        List<CompletionStage<Ack>> acks = new ArrayList<>(publish(writing, 1, 20));
        network.cut();
        acks.addAll(publish(writing, 21, 40));
        network.mend();
        eventually(() -> assertThat(reader.entries).hasSizeGreaterThan(1));
        network.silence();
        acks.addAll(publish(writing, 41, 60));
        // The writer finds out because its acks stay away; the reader is told by nobody, and asks.
        clients.get(1).presence();
        eventually(() -> assertThat(clients).extracting(RoomcastClient::state).doesNotContain(ConnectionState.OPEN));
        network.mend();
        clients.forEach(RoomcastClient::reconnect);
        acks.forEach(JavaClientIT::await);
        reader.awaitTexts(60);
        assertThat(reader.texts()).containsExactlyElementsOf(stored("log")).doesNotHaveDuplicates();
    }

    @Test
    void aConnectionOutlivesATokenThatIsRenewedAndEndsWithOneThatIsNot() {
        Instant begin = Instant.now();
        AtomicInteger asked = new AtomicInteger();
        List<ConnectionState> states = new CopyOnWriteArrayList<>();
        RoomcastClient renewing = connect(RoomcastClient.builder(network("/ws/chat"))
                .token(() -> CompletableFuture.completedFuture(
                        token("grace", asked.incrementAndGet() == 1 ? SHORT : Duration.ofHours(1))))
                .listener(new ClientListener() {
                    @Override
                    public void changed(ConnectionChange change) {
                        states.add(change.state());
                    }
                }));
        Reader first = new Reader();
        RoomcastClient ending =
                connect(RoomcastClient.builder(network("/ws/chat")).token(token("ada", SHORT)));
        await(ending.room("log").listen(first).join());
        await(renewing.room("log").join());
        await(ending.room("log").publish(text(1)));
        first.awaitTexts(1);

        eventually(() -> assertThat(ending.state()).isEqualTo(ConnectionState.CLOSED));
        eventually(() -> assertThat(Instant.now()).isAfter(begin.plus(SHORT).plusSeconds(1)));
        await(renewing.room("log").publish(text(2)));
        assertThat(states).containsExactly(ConnectionState.CONNECTING, ConnectionState.OPEN);
        assertThat(asked).hasValue(2);

        Reader second = new Reader();
        await(connect(client("ada").positions(ending.positions()))
                .room("log")
                .listen(second)
                .join());
        second.awaitTexts(1);
        assertThat(second.texts()).containsExactly("2");
    }

    @Test
    void closingLeavesNoThread() {
        RoomcastClient open = connect(client("ada"));
        await(open.room("log").join());
        network.silence();
        RoomcastClient hanging = connect(client("grace"));
        eventually(() -> assertThat(clientThreads()).hasSizeGreaterThan(1));
        open.close();
        hanging.close();
        eventually(() -> assertThat(clientThreads()).isEmpty());
        assertThat(hanging.state()).isEqualTo(ConnectionState.CLOSED);
    }

    private List<CompletionStage<Ack>> publish(ClientRoom room, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> room.publish(text(i)))
                .toList();
    }

    private static JsonObject text(int number) {
        return Json.createObjectBuilder().add("text", String.valueOf(number)).build();
    }

    private TestServer startServer() {
        return TestServer.start(builder -> builder.setting("roomcast.data.dir", data.toString()));
    }

    private RoomcastClientBuilder client(String user) {
        return RoomcastClient.builder(network("/ws/chat"))
                .token(TestServer.token(user))
                .backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
    }

    private RoomcastClient connect(RoomcastClientBuilder builder) {
        RoomcastClient client = builder.connect();
        clients.add(client);
        return client;
    }

    private URI network(String path) {
        return URI.create("ws://127.0.0.1:" + network.port() + path);
    }

    private List<String> stored(String room) {
        return RestClient.json(server.get("/api/rooms/" + room + "/messages?limit=500"))
                .getJsonArray("events")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(event -> event.getJsonObject("data").getString("text"))
                .toList();
    }

    private static String token(String user, Duration lifetime) {
        return new TokenMint(Secret.of(TestServer.SECRET), Clock.systemUTC()).mint(user, user, List.of(), lifetime);
    }

    private static List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("roomcast-client"))
                .toList();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Keeps what it hears. */
    private static final class Reader implements RoomListener {
        private final List<RoomEvent> events = new CopyOnWriteArrayList<>();
        private final List<Entry> entries = new CopyOnWriteArrayList<>();

        @Override
        public void event(RoomEvent event) {
            events.add(event);
        }

        @Override
        public void entered(Entry entry) {
            entries.add(entry);
        }

        void awaitTexts(int count) {
            eventually(() -> assertThat(events).hasSizeGreaterThanOrEqualTo(count));
        }

        List<String> texts() {
            return events.stream()
                    .map(event -> ((JsonString) event.data().asJsonObject().get("text")).getString())
                    .toList();
        }
    }
}
