package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Many members: each gets everything, all in the same order, and when they are gone nothing is left of them. */
class LoadIT {

    private static final int MEMBERS = 2_000;
    private static final int PUBLICATIONS = 100;
    private static final Pattern NUMBER = Pattern.compile("\"data\":(\\d+)}");

    @Test
    void everyPublicationReachesEveryMemberInOneOrderAndTheRegistryEndsEmpty() throws Exception {
        try (TestServer server = TestServer.start()) {
            CountDownLatch joined = new CountDownLatch(MEMBERS);
            CountDownLatch complete = new CountDownLatch(MEMBERS);
            List<Reader> readers = connect(server, joined, complete);
            assertThat(joined.await(60, TimeUnit.SECONDS)).as("all joined").isTrue();

            List<TestClient> publishers = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                TestClient publisher = server.connectAs("publisher" + p, "/ws/chat");
                publisher.join("load");
                publishers.add(publisher);
            }
            for (int i = 0; i < PUBLICATIONS; i++) {
                publishers.get(i % publishers.size()).send("{'type':'publish','room':'load','data':" + i + "}");
            }
            assertThat(complete.await(60, TimeUnit.SECONDS)).as("all complete").isTrue();

            List<Integer> order = readers.get(0).numbers;
            assertThat(order).hasSize(PUBLICATIONS).doesNotHaveDuplicates();
            assertThat(readers).allSatisfy(reader -> assertThat(reader.numbers).isEqualTo(order));

            readers.forEach(reader -> reader.socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            publishers.forEach(TestClient::close);
            eventually(() -> assertThat(server.registry().isEmpty()).isTrue());
        }
    }

    private static List<Reader> connect(TestServer server, CountDownLatch joined, CountDownLatch complete) {
        HttpClient http = HttpClient.newHttpClient();
        List<Reader> readers = new ArrayList<>();
        List<CompletableFuture<WebSocket>> opening = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            Reader reader = new Reader(joined, complete);
            readers.add(reader);
            opening.add(http.newWebSocketBuilder().buildAsync(server.ws("/ws/chat/load?user=u" + i), reader));
            if (i % 100 == 99) {
                opening.forEach(CompletableFuture::join);
            }
        }
        return readers;
    }

    private static final class Reader implements WebSocket.Listener {
        private final CountDownLatch joined;
        private final CountDownLatch complete;
        private final List<Integer> numbers = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private volatile WebSocket socket;

        Reader(CountDownLatch joined, CountDownLatch complete) {
            this.joined = joined;
            this.complete = complete;
        }

        @Override
        public void onOpen(WebSocket webSocket) {
            socket = webSocket;
            webSocket.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String frame) {
            if (frame.startsWith("{\"type\":\"ack\"")) {
                joined.countDown();
            } else if (frame.startsWith("{\"type\":\"event\"")) {
                Matcher number = NUMBER.matcher(frame);
                assertThat(number.find()).isTrue();
                numbers.add(Integer.valueOf(number.group(1)));
                if (numbers.size() == PUBLICATIONS) {
                    complete.countDown();
                }
            }
        }
    }
}
