package org.roomcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** The one selector that drives all connections of a run, on the thread that waits for something to become true. */
final class Loop implements AutoCloseable {
    // The longest message a server may send; only what is used of it costs anything.
    private static final int BUFFER_BYTES = 4 << 20;
    // As many handshakes at a time as no server's backlog or limit minds.
    private static final int OPENING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Connection> connections = new ArrayList<>();

    Loop(InetSocketAddress server) throws IOException {
        this.server = server;
        selector = Selector.open();
    }

    /** Opens {@code count} connections and waits until the server has greeted each, or ended it. */
    void open(int count, Dialect dialect, IntFunction<String> path, Member member) throws IOException {
        for (int number = 0; number < count; number++) {
            connections.add(new Connection(selector, server, dialect, path.apply(number), number, member));
            if (number % OPENING == OPENING - 1 || number == count - 1) {
                await("connections to open", PATIENCE, () -> connections.stream()
                        .allMatch(Connection::settled));
            }
        }
    }

    Connection connection(int number) {
        return connections.get(number);
    }

    /** Serves the connections until {@code done}. */
    void await(String what, Duration patience, BooleanSupplier done) throws IOException {
        if (!await(patience, done)) {
            throw new BenchException("Waited " + patience.toSeconds() + " s in vain for " + what);
        }
    }

    /** Serves the connections until {@code done}, and answers whether it came to that in time. */
    boolean await(Duration patience, BooleanSupplier done) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            selector.select(this::ready, Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            connection.ready(buffer);
        } catch (IOException e) {
            throw new BenchException("A connection failed", e);
        }
    }

    /** Takes leave of the server, so that the next run does not meet this one's connections. */
    void leave() throws IOException {
        for (Connection connection : connections) {
            connection.leave();
        }
        await("the server to end the connections", PATIENCE, () -> connections.stream()
                .allMatch(Connection::closed));
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.end();
        }
        selector.close();
    }
}
