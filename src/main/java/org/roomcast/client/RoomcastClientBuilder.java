package org.roomcast.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/** Puts a client together. Every method but {@link #connect} returns the builder. Not safe in several threads. */
public final class RoomcastClientBuilder {

    private final URI address;
    private final List<ClientListener> listeners = new ArrayList<>();
    private final Map<String, Position> positions = new HashMap<>();
    private Tokens tokens = Tokens.NONE;
    private @Nullable String user;
    private boolean batch = true;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration backoffBase = Duration.ofSeconds(1);
    private Duration backoffCeiling = Duration.ofSeconds(30);
    private int bufferCount = 500;
    private long bufferBytes = 262_144;
    private Duration publishAge = Duration.ofMinutes(4);

    RoomcastClientBuilder(URI address) {
        this.address = socketAddress(address);
    }

    /** A token that stays the same. When it ends, so does the connection. */
    public RoomcastClientBuilder token(String token) {
        tokens = Tokens.of(Objects.requireNonNull(token));
        return this;
    }

    /**
     * Where tokens come from: asked before every connection, and again when the server says that a token is about to end,
     * so that the connection goes on. Must not block; a failed stage counts as a failed try to connect.
     */
    public RoomcastClientBuilder token(Supplier<? extends CompletionStage<@Nullable String>> source) {
        tokens = new Tokens(Objects.requireNonNull(source), true);
        return this;
    }

    /** The display name of a client without a token. */
    public RoomcastClientBuilder user(String displayName) {
        user = Objects.requireNonNull(displayName);
        return this;
    }

    public RoomcastClientBuilder listener(ClientListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /** Whether the server may put several frames into one message, which is the default. */
    public RoomcastClientBuilder batch(boolean several) {
        batch = several;
        return this;
    }

    /** What {@link RoomcastClient#positions()} gave earlier: those rooms go on from there when they are joined. */
    public RoomcastClientBuilder positions(Map<String, Position> kept) {
        positions.putAll(kept);
        return this;
    }

    /** The time that a request has, the wait for a connection included; 10 seconds by default. */
    public RoomcastClientBuilder requestTimeout(Duration time) {
        requestTimeout = positive(time);
        return this;
    }

    /** Between tries to connect: the most after the first failure and after many; 1 and 30 seconds by default. */
    public RoomcastClientBuilder backoff(Duration base, Duration ceiling) {
        backoffBase = positive(base);
        backoffCeiling = positive(ceiling);
        return this;
    }

    /**
     * What may wait for a connection: how many publications, how many bytes in all, and how long each; 500, 256 KiB and
     * 4 minutes by default. One more fails with {@code buffer_full}.
     *
     * @param age at most 5 minutes, for which the server remembers a key
     */
    public RoomcastClientBuilder buffer(int count, long bytes, Duration age) {
        if (count < 0 || bytes < 0 || positive(age).compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("count and bytes are not negative, and age is at most 5 minutes");
        }
        bufferCount = count;
        bufferBytes = bytes;
        publishAge = age;
        return this;
    }

    /**
     * Begins to connect, and returns at once.
     *
     * @throws IllegalStateException when there is no WebSocket client on the class path
     */
    public RoomcastClient connect() {
        return RoomcastClient.connect(settings(), ContainerDialer::new);
    }

    ClientSettings settings() {
        return new ClientSettings(
                withQuery(),
                tokens,
                List.copyOf(listeners),
                Map.copyOf(positions),
                requestTimeout,
                backoffBase,
                backoffCeiling,
                bufferCount,
                bufferBytes,
                publishAge);
    }

    private URI withQuery() {
        List<String> query = new ArrayList<>();
        if (address.getRawQuery() != null) {
            query.add(address.getRawQuery());
        }
        if (user != null) {
            query.add("user=" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        if (batch) {
            query.add("batch=true");
        }
        String whole = address.toString();
        String bare = whole.contains("?") ? whole.substring(0, whole.indexOf('?')) : whole;
        return URI.create(query.isEmpty() ? bare : bare + "?" + String.join("&", query));
    }

    private static URI socketAddress(URI given) {
        String text = given.toString().replaceFirst("^http", "ws").replaceFirst("#.*$", "");
        if (!text.matches("wss?://.+")) {
            throw new IllegalArgumentException("The address of an endpoint is like wss://example.org/ws/chat");
        }
        return URI.create(text);
    }

    private static Duration positive(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a time is positive");
        }
        return time;
    }
}
