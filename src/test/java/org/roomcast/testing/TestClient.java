package org.roomcast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A real WebSocket client, the JDK's, that waits for frames instead of sleeping. For one test thread. */
public final class TestClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PREFIX = 40;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Once for all: each look-up of the JSON provider reads the class path. */
    private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

    /** The first frame of the connection. */
    public JsonObject welcome = JsonValue.EMPTY_JSON_OBJECT;

    private final BlockingQueue<JsonObject> arrived = new LinkedBlockingQueue<>();
    private final Deque<JsonObject> putBack = new ArrayDeque<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private volatile String closeReason = "";
    private WebSocket socket;
    private int ids;

    private TestClient() {}

    public static TestClient open(URI uri, String... subprotocols) {
        return open(HTTP.newWebSocketBuilder(), uri, subprotocols);
    }

    public static TestClient open(WebSocket.Builder builder, URI uri, String... subprotocols) {
        TestClient client = new TestClient();
        if (subprotocols.length > 0) {
            List<String> more = List.of(subprotocols).subList(1, subprotocols.length);
            builder.subprotocols(subprotocols[0], more.toArray(String[]::new));
        }
        client.socket = builder.connectTimeout(PATIENCE)
                .buildAsync(uri, client.new Listener())
                .join();
        return client;
    }

    /** Tries to connect. @return the answer of a server that refuses the handshake */
    public static HttpResponse<?> refused(WebSocket.Builder builder, URI uri) {
        try {
            TestClient client = open(builder, uri);
            throw new AssertionError("The handshake is taken; " + client.awaitClose());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse();
            }
            throw failed;
        }
    }

    public static WebSocket.Builder builder() {
        return HTTP.newWebSocketBuilder();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public String connectionId() {
        return welcome.getString("connection_id");
    }

    /** Sends a frame written with single quotes. */
    public TestClient send(String frame) {
        return sendRaw(frame.replace('\'', '"'));
    }

    public TestClient sendRaw(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** For floods, which the server ends in the middle. */
    public void sendUnlessClosed(String frame) {
        socket.sendText(frame.replace('\'', '"'), true)
                .exceptionally(closed -> socket)
                .join();
    }

    public void sendPart(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    public void sendBinary(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Sends a frame with an id and returns its {@code ack} or {@code error}. */
    public JsonObject request(String frame) {
        int id = ++ids;
        send("{'id':" + id + "," + frame.substring(1));
        return next(
                f -> f.containsKey("id") && f.get("id").toString().equals(String.valueOf(id)), "answer to " + frame);
    }

    public JsonObject join(String room) {
        return request("{'type':'join','room':'" + room + "'}");
    }

    public JsonObject next(String type) {
        return next(frame -> frame.getString("type").equals(type), type);
    }

    /** The next {@code event} frame with this name. */
    public JsonObject event(String name) {
        return next(
                f -> f.getString("type").equals("event") && f.getString("event").equals(name), "event " + name);
    }

    /** Waits for a frame; those that come before it are kept for later calls. */
    public JsonObject next(Predicate<JsonObject> wanted, String what) {
        List<JsonObject> others = new ArrayList<>();
        try {
            while (true) {
                JsonObject frame = take();
                if (frame == null) {
                    throw new AssertionError("No " + what + "; instead " + others
                            + (closed.isDone() ? " and closed with " + closed.join() : ""));
                }
                if (wanted.test(frame)) {
                    return frame;
                }
                others.add(frame);
            }
        } finally {
            for (int i = others.size() - 1; i >= 0; i--) {
                putBack.addFirst(others.get(i));
            }
        }
    }

    /**
     * All frames that came and were not asked for, up to the answer to a ping sent now: whatever the server had to say
     * before has arrived.
     */
    public List<JsonObject> drain() {
        String mark = "drain-" + ++ids;
        send("{'type':'ping','id':'" + mark + "'}");
        List<JsonObject> frames = new ArrayList<>();
        while (true) {
            JsonObject frame = take();
            assertThat(frame).as("pong after %s", frames).isNotNull();
            if (frame.getString("type").equals("pong")
                    && frame.getString("id", "").equals(mark)) {
                return frames;
            }
            frames.add(frame);
        }
    }

    /** How the raw messages so far begin; whole ones would fill the heap that tests measure. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    public int awaitClose() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException open) {
            throw new AssertionError("The connection stays open; frames: " + arrived, open);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    /** Waits for what comes first, a frame or the end. @return whether it is a welcome */
    public boolean isWelcomed() {
        eventually(() -> assertThat(closed.isDone() || !arrived.isEmpty()).isTrue());
        return !arrived.isEmpty() && arrived.peek().getString("type").equals("welcome");
    }

    /** What the server said when it closed. */
    public String closeReason() {
        awaitClose();
        return closeReason;
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void awaitPing() {
        try {
            assertThat(pings.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("a ping")
                    .isNotNull();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .exceptionally(gone -> null)
                .join();
    }

    /** Cuts the connection without a close frame. */
    public void cut() {
        socket.abort();
    }

    private JsonObject take() {
        if (!putBack.isEmpty()) {
            return putBack.removeFirst();
        }
        try {
            return arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.substring(0, Math.min(PREFIX, text.length())));
                JsonValue value =
                        JSON.createReader(new StringReader(text.toString())).readValue();
                if (value instanceof JsonArray frames) {
                    arrived.addAll(frames.getValuesAs(JsonObject.class));
                } else {
                    arrived.add(value.asJsonObject());
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            pings.add("ping");
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeReason = reason;
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }
    }
}
