package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;

@DisplayName("Many at once, and the slow")
class LoadServersIT extends ClientSuite {

    private static final int PUBLISHERS = 16;
    private static final int EACH = 200;
    private static final int AT_ONCE = 200;
    private static final String LARGE = "x".repeat(60_000);
    /** The buffers of the network take some 3 MB, those of Payara 11. */
    private static final int MOST_PUBLICATIONS = 500;

    private static final Pattern SLOW_READERS = Pattern.compile("roomcast_slow_readers_total (\\d+)");
    private static final Pattern CONNECTIONS = Pattern.compile("roomcast_connections (\\d+)");

    @Test
    @DisplayName("16 publish 200 each into one room at once: everyone gets everything, in one order")
    void concurrentPublicationsReachEveryMemberInOneOrder() {
        String room = fresh("order");
        List<TestClient> members = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
        try {
            for (int i = 0; i < PUBLISHERS; i++) {
                TestClient member = connectAs(fresh("p"), "/ws/chat");
                member.join(room);
                members.add(member);
            }
            CompletableFuture.allOf(members.stream()
                            .map(member -> CompletableFuture.runAsync(() -> publish(member, room), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
            List<String> order = received(members.get(0));
            assertThat(order).doesNotHaveDuplicates();
            for (TestClient other : members.subList(1, PUBLISHERS)) {
                assertThat(received(other)).isEqualTo(order);
            }
            for (TestClient member : members) {
                assertThat(order.stream().filter(data -> data.startsWith(member.connectionId() + "#")))
                        .as("what one has published, in the order it has been published")
                        .containsExactlyElementsOf(publications(member));
            }
        } finally {
            threads.shutdownNow();
            members.forEach(TestClient::close);
        }
    }

    /** Each waits for its answer, as a client does that minds the bounds of its queue. */
    private static void publish(TestClient member, String room) {
        for (String data : publications(member)) {
            JsonObject ack = member.request("{'type':'publish','room':'" + room + "','data':'" + data + "'}");
            assertThat(ack.getInt("delivered")).isEqualTo(PUBLISHERS);
        }
    }

    private static List<String> publications(TestClient member) {
        return IntStream.range(0, EACH)
                .mapToObj(i -> member.connectionId() + "#" + i)
                .toList();
    }

    private static List<String> received(TestClient member) {
        return IntStream.range(0, PUBLISHERS * EACH)
                .mapToObj(i -> member.event("message").getString("data"))
                .toList();
    }

    @Test
    @DisplayName("200 connections at once; beyond the limits of an address 4102")
    void manyConnectAtOnce() {
        String room = fresh("quiet.crowd");
        long before = figure(CONNECTIONS);
        List<TestClient> crowd = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> connect("/ws/chat/" + room + "?user=u" + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.toCollection(ArrayList::new));
        try {
            crowd.forEach(member -> member.next("ack"));
            JsonObject ack = crowd.get(0).request("{'type':'publish','room':'" + room + "','event':'hello','data':1}");
            assertThat(ack.getInt("delivered")).isEqualTo(AT_ONCE);
            crowd.forEach(member -> member.event("hello"));
            assertThat(codeBeyond(ServerSettings.CONNECTIONS_PER_ADDRESS - AT_ONCE, crowd))
                    .isEqualTo(4102);
            crowd.forEach(member -> assertThat(member.isClosed()).isFalse());
        } finally {
            crowd.forEach(TestClient::close);
        }
        // or there would be no place for those of the next test
        eventually(() -> assertThat(figure(CONNECTIONS)).isLessThanOrEqualTo(before));
    }

    /** Opens so many more at most, and one. @return the code of the one that is refused */
    private static int codeBeyond(int most, List<TestClient> crowd) {
        for (int i = 0; i <= most; i++) {
            TestClient next = TestClient.open(webSocket("/ws/chat"));
            if (!next.isWelcomed()) {
                return next.awaitClose();
            }
            crowd.add(next);
        }
        throw new AssertionError("No connection was refused");
    }

    @Test
    @DisplayName("Beyond the limit of a user 4102, while others connect")
    void aUserHasSoManyConnectionsAndNoMore() {
        String user = fresh("tabs");
        List<TestClient> tabs = new ArrayList<>();
        try {
            for (int i = 0; i < ServerSettings.CONNECTIONS_PER_USER; i++) {
                tabs.add(connectAs(user, i % 2 == 0 ? "/ws/chat" : "/ws/notifications"));
            }
            TestClient beyond = TestClient.open(webSocket("/ws/chat"), "bearer." + token(user));
            assertThat(beyond.awaitClose()).isEqualTo(4102);
            connectAs(fresh("other"), "/ws/chat").close();
            tabs.forEach(tab -> assertThat(tab.isClosed()).isFalse());
        } finally {
            tabs.forEach(TestClient::close);
        }
    }

    @Test
    @DisplayName("A reader that stops reading is cut with 4202, and delays nobody")
    void aReaderThatStopsReadingIsCut() throws IOException {
        String room = fresh("slow");
        long before = figure(SLOW_READERS);
        try (RawClient stalled = RawClient.open(webSocket("/ws/chat/" + room), 4_096);
                TestClient reader = connectAs(fresh("reader"), "/ws/chat/" + room);
                TestClient writer = connectAs(fresh("writer"), "/ws/chat/" + room)) {
            reader.next("ack");
            writer.next("ack");
            int published = 0;
            while (figure(SLOW_READERS) == before) {
                assertThat(published).as("publications without a cut").isLessThan(MOST_PUBLICATIONS);
                published = publishSome(writer, reader, room, published);
                stalled.pong();
            }
            CompletableFuture<Integer> ended = readOn(stalled);
            publishSome(writer, reader, room, published);
            assertThatSlowReaderWasEndedWith(ended.join());
            assertThat(reader.next("left").getString("room")).isEqualTo(room);
        }
    }

    /** Ten publications, which the reader takes one by one. @return how many there have been */
    private static int publishSome(TestClient writer, TestClient reader, String room, int before) {
        for (int i = before; i < before + 10; i++) {
            writer.request(
                    "{'type':'publish','room':'" + room + "','data':{'i':" + i + ",'x':'" + LARGE + "'},'echo':false}");
            assertThat(reader.event("message").getJsonObject("data").getInt("i"))
                    .isEqualTo(i);
        }
        return before + 10;
    }

    private static CompletableFuture<Integer> readOn(RawClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.pongUntilClosed();
            } catch (IOException noCloseFrame) {
                throw new UncheckedIOException(noCloseFrame);
            }
        });
    }

    private static long figure(Pattern name) {
        Matcher figure = name.matcher(
                rest().get("/metrics", "X-API-Key", ServerSettings.API_KEY).body());
        assertThat(figure.find()).isTrue();
        return Long.parseLong(figure.group(1));
    }
}
