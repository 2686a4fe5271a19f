package org.roomcast.durability;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.roomcast.testing.TestServer;

/**
 * A client that comes back until it is stopped. Everything that happens to it runs on one executor, so that a subclass
 * needs no locks; what an earlier connection still reports is ignored.
 */
abstract class WireClient {

    private static final long BACK_OFF_MILLIS = 50;
    private static final long HANDSHAKE_SECONDS = 5;
    /** The server pings every 25 s. The JDK's client does not always tell that its connection has been reset. */
    private static final long SILENCE_SECONDS = 35;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    final String name;
    private final Supplier<URI> address;
    private final ScheduledExecutorService executor;
    private final Deque<String> outgoing = new ArrayDeque<>();
    private WebSocket socket;
    private boolean isSending;
    private Object current;
    private boolean isStopped;
    private volatile String lastReceived = "nothing";
    private volatile long heardAt = System.nanoTime();

    WireClient(String name, Supplier<URI> address, ScheduledExecutorService executor) {
        this.name = name;
        this.address = address;
        this.executor = executor;
    }

    /** The connection is there. */
    abstract void opened();

    abstract void received(JsonObject frame);

    /** The connection is gone; another one will be made. */
    abstract void lost();

    final void start() {
        executor.execute(this::connect);
        executor.execute(this::watch);
    }

    final void stop() {
        executor.execute(() -> {
            isStopped = true;
            current = null;
            if (socket != null) {
                socket.abort();
            }
        });
    }

    /** Runs in the client's own order. */
    final void later(Runnable task) {
        executor.execute(task);
    }

    final boolean isConnected() {
        return socket != null;
    }

    /** The newest message, whatever it was. */
    final String lastReceived() {
        return lastReceived;
    }

    /** Queued, since the JDK's socket takes one message at a time. */
    final void send(String frame) {
        if (socket != null) {
            outgoing.add(frame);
            sendNext();
        }
    }

    private void sendNext() {
        String next = isSending || socket == null ? null : outgoing.poll();
        if (next == null) {
            return;
        }
        isSending = true;
        Object connection = current;
        socket.sendText(next, true)
                .whenComplete((done, failure) -> executor.execute(() -> {
                    if (failure != null) {
                        gone(connection);
                    } else if (current == connection) {
                        isSending = false;
                        sendNext();
                    }
                }));
    }

    private void connect() {
        if (isStopped) {
            return;
        }
        Object connection = new Object();
        current = connection;
        HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                // a key is the user's: an anonymous client would be another sender on each connection
                .subprotocols("roomcast.v1.json", "bearer." + TestServer.token(name))
                .buildAsync(address.get(), new Listener(connection))
                .orTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((opened, failure) -> executor.execute(() -> {
                    if (failure != null) {
                        gone(connection);
                    } else if (current == connection) {
                        socket = opened;
                        heardAt = System.nanoTime();
                        isSending = false;
                        outgoing.clear();
                        opened();
                    } else {
                        opened.abort();
                    }
                }));
    }

    /** Looks now and then whether the connection is still one. */
    private void watch() {
        if (isStopped) {
            return;
        }
        if (socket != null && System.nanoTime() - heardAt > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
            gone(current);
        }
        executor.schedule(this::watch, 1, TimeUnit.SECONDS);
    }

    private void gone(Object connection) {
        if (current != connection || isStopped) {
            return;
        }
        current = null;
        if (socket != null) {
            socket.abort();
            socket = null;
        }
        lost();
        executor.schedule(this::connect, BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void message(Object connection, String text) {
        if (current != connection) {
            return;
        }
        lastReceived = text;
        JsonValue value = Json.createReader(new StringReader(text)).readValue();
        if (value instanceof JsonArray batch) {
            batch.getValuesAs(JsonObject.class).forEach(this::received);
        } else {
            received(value.asJsonObject());
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final Object connection;
        private final StringBuilder text = new StringBuilder();

        Listener(Object connection) {
            this.connection = connection;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            heardAt = System.nanoTime();
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            heardAt = System.nanoTime();
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                executor.execute(() -> message(connection, whole));
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            executor.execute(() -> gone(connection));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            executor.execute(() -> gone(connection));
        }
    }
}
