package org.roomcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One WebSocket connection of the load client.
 *
 * <p>It owns no buffer: bytes are read into the loop's one buffer, and only the beginning of a frame whose end has not
 * come yet is kept. Thousands of idle connections therefore cost this side next to nothing.
 */
final class Connection implements Frames.Sink {
    // The pair of RFC 6455 1.3: one key for all is enough where nothing caches.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final byte[] NORMAL_CLOSE = {0x03, (byte) 0xE8};
    private static final byte[] NOTHING = {};

    private enum State {
        UPGRADING,
        GREETING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final int number;
    private final boolean greeted;
    private final Member member;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
    private State state = State.UPGRADING;
    private byte[] rest = NOTHING;

    Connection(Selector selector, InetSocketAddress server, Dialect dialect, String path, int number, Member member)
            throws IOException {
        this.number = number;
        this.greeted = !dialect.ofPeer();
        this.member = member;
        // Blocking, for on loopback it waits for nothing but room in the server's backlog.
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        send(ByteBuffer.wrap(request(server, path).getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether the server has taken the connection in, or ended it. */
    boolean settled() {
        return state == State.OPEN || state == State.CLOSED;
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    void send(ByteBuffer bytes) throws IOException {
        if (unsent.isEmpty()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent.add(bytes);
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Begins the closing handshake; the connection is closed when the server has ended it. */
    void leave() throws IOException {
        if (state == State.OPEN) {
            state = State.CLOSING;
            send(Frames.of(Frames.CLOSE, NORMAL_CLOSE));
        } else {
            end();
        }
    }

    void end() throws IOException {
        state = State.CLOSED;
        channel.close();
    }

    void ready(ByteBuffer buffer) throws IOException {
        if (key.isWritable()) {
            flush();
        }
        if (key.isReadable()) {
            read(buffer);
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.element());
            if (unsent.element().hasRemaining()) {
                return;
            }
            unsent.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear().put(rest);
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            lose("the server ended the connection");
            return;
        }
        int end = buffer.position();
        int at = state == State.UPGRADING ? upgrade(buffer, end) : 0;
        if (state != State.UPGRADING) {
            at = Frames.each(buffer, at, end, this);
        }
        rest = at == end ? NOTHING : bytes(buffer, at, end);
    }

    private int upgrade(ByteBuffer buffer, int end) {
        String answer = new String(bytes(buffer, 0, end), StandardCharsets.ISO_8859_1);
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return 0;
        }
        if (!answer.startsWith("HTTP/1.1 101") || !answer.contains(ACCEPT)) {
            throw new BenchException("The server refused the upgrade: " + answer);
        }
        state = greeted ? State.GREETING : State.OPEN;
        return head + 4;
    }

    @Override
    public void frame(int opcode, ByteBuffer in, int from, int end) {
        switch (opcode) {
            case Frames.TEXT -> text(in, from, end);
            case Frames.PING -> answer(in, from, end);
            case Frames.CLOSE -> closed(in, from, end);
            case Frames.PONG -> {}
            default -> throw new BenchException("A frame of opcode " + opcode);
        }
    }

    private void text(ByteBuffer in, int from, int end) {
        if (state == State.GREETING) {
            String greeting = string(in, from, end);
            if (!greeting.contains("\"type\":\"welcome\"")) {
                throw new BenchException("Instead of a welcome came " + greeting);
            }
            state = State.OPEN;
        } else if (state == State.OPEN) {
            member.text(number, in, from, end);
        }
    }

    private void answer(ByteBuffer in, int from, int end) {
        if (state != State.OPEN) {
            return;
        }
        try {
            send(Frames.of(Frames.PONG, bytes(in, from, end)));
        } catch (IOException e) {
            throw new BenchException("A heartbeat could not be answered", e);
        }
        member.heartbeat(number);
    }

    private void closed(ByteBuffer in, int from, int end) {
        String code = end - from < 2 ? "no code" : Integer.toString(in.getShort(from) & 0xFFFF);
        lose("closed with " + code + " " + string(in, Math.min(from + 2, end), end));
    }

    private void lose(String why) {
        boolean wanted = state == State.CLOSING;
        try {
            end();
        } catch (IOException e) {
            throw new BenchException("A connection could not be closed", e);
        }
        if (!wanted) {
            member.lost(number, why);
        }
    }

    private static String request(InetSocketAddress server, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\n\r\n";
    }

    static String string(ByteBuffer in, int from, int end) {
        return new String(bytes(in, from, end), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int from, int end) {
        byte[] bytes = new byte[end - from];
        in.get(from, bytes);
        return bytes;
    }
}
