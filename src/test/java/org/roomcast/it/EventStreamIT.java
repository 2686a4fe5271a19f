package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestServer;

/** Rooms as Server-Sent Events, read by a plain HTTP client. */
class EventStreamIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder ->
                builder.setting("roomcast.heartbeat.interval", "1s").setting("roomcast.limits.outbox-bytes", "262144"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One stream, read block by block. */
    private static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Stream(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            try {
                response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The lines up to the next empty one. */
        List<String> block() {
            List<String> block = new ArrayList<>();
            try {
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    block.add(line);
                }
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
            return block;
        }

        /** The next block that is no comment. */
        List<String> event() {
            List<String> block = block();
            while (block.size() == 1 && block.get(0).startsWith(":")) {
                block = block();
            }
            return block;
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    @Test
    void aStreamBeginsWithThePositionAndGoesOnWithEvents() {
        try (Stream stream = new Stream("/api/rooms/live/events")) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(stream.response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            List<String> ack = stream.event();
            assertThat(ack.get(0)).matches("id: [^:]+:0");
            assertThat(ack.get(1)).startsWith("data: {\"type\":\"ack\"").contains("\"action\":\"join\"");
            server.push("/api/rooms/live/messages", "{\"data\":{\"text\":\"Grüße\"}}");
            List<String> event = stream.event();
            assertThat(event.get(0)).matches("id: [^:]+:1");
            assertThat(event.get(1)).contains("\"data\":{\"text\":\"Grüße\"}").contains("\"offset\":1");
        }
    }

    @Test
    void aReaderResumesWithTheLastEventId() {
        String id;
        try (Stream stream = new Stream("/api/rooms/resumed/events")) {
            id = stream.event().get(0).substring("id: ".length());
        }
        server.push("/api/rooms/resumed/messages", "{\"data\":1}");
        server.push("/api/rooms/resumed/messages", "{\"data\":2}");
        try (Stream stream = new Stream("/api/rooms/resumed/events", "Last-Event-ID", id)) {
            assertThat(stream.event()).singleElement().asString().contains("\"recovered\":true");
            assertThat(stream.event().get(0)).endsWith(":1");
            assertThat(stream.event().get(0)).endsWith(":2");
        }
        try (Stream stream = new Stream("/api/rooms/resumed/events", "Last-Event-ID", "other:1")) {
            assertThat(stream.event().get(1)).contains("\"recovered\":false");
        }
    }

    @Test
    void commentsKeepAQuietStreamOpen() {
        try (Stream stream = new Stream("/api/rooms/quiet/events")) {
            stream.event();
            assertThat(stream.block()).containsExactly(": ping");
        }
    }

    @Test
    void whoMayNotEnterGetsAProblem() {
        assertThat(server.get("/api/rooms/private.x/events").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/rooms/no room/events".replace(" ", "%20")).statusCode())
                .isEqualTo(422);
        HttpResponse<String> bad = server.get("/api/rooms/live/events", "Last-Event-ID", "nonsense");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(server.get("/api/rooms/live/events", "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aReaderThatGoesLeavesTheRoom() {
        try (Stream stream = new Stream("/api/rooms/left/events")) {
            stream.event();
            assertThat(server.get("/api/rooms/left/info").body()).contains("\"connections\":1");
        }
        eventually(() -> assertThat(server.get("/api/rooms/left/info").body()).contains("\"connections\":0"));
    }
}
