package org.roomcast.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A WebSocket client on a bare socket, for what a proper client cannot do: not read, not answer, send nonsense. */
public final class RawClient implements AutoCloseable {

    /** What a client reports for a connection that ended without a close frame, RFC 6455 section 7.4.1. */
    public static final int CUT = 1006;

    public static final int BUFFER = 64 * 1024;
    public static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private static final Logger LOG = System.getLogger(RawClient.class.getName());
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int SWITCHING = 101;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private String head = "";

    /** A frame as it came: the opcode with the FIN bit, and the payload. */
    public record RawFrame(int first, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** @param receiveBuffer the size of the socket's receive buffer; small ones make a stalled reader soon felt */
    public static RawClient open(int port, String path, int receiveBuffer) throws IOException {
        return open(URI.create("ws://127.0.0.1:" + port + path), receiveBuffer);
    }

    public static RawClient open(int port, String path) throws IOException {
        return open(port, path, BUFFER);
    }

    /** @param lines more header lines of the request */
    public static RawClient open(URI address, int receiveBuffer, String... lines) throws IOException {
        RawClient client =
                knock(address, receiveBuffer, "Sec-WebSocket-Version: 13\r\n" + KEY + String.join("", lines));
        if (client.status() != SWITCHING) {
            client.close();
            throw new IOException(client.head);
        }
        return client;
    }

    /**
     * Asks for an upgrade in a way of its own, and takes whatever is answered.
     *
     * @param lines the header lines beside Host, Upgrade and Connection, each with its line end
     */
    public static RawClient knock(URI address, int receiveBuffer, String lines) throws IOException {
        return knockFrom(null, address, receiveBuffer, lines);
    }

    /** @param source the address to come from, one of this machine; null for any */
    public static RawClient knockFrom(String source, URI address, int receiveBuffer, String lines) throws IOException {
        return request(source, address, receiveBuffer, "Upgrade: websocket\r\nConnection: Upgrade\r\n" + lines);
    }

    /** Asks for a document or a stream, of which it reads the head; the connection ends with the answer. */
    public static RawClient get(URI address, int receiveBuffer) throws IOException {
        return request(null, address, receiveBuffer, "Connection: close\r\n");
    }

    /**
     * Sends a request of its own, and takes whatever is answered.
     *
     * @param lines the header lines beside Host, each with its line end
     */
    public static RawClient ask(String method, URI address, String lines) throws IOException {
        return ask(method, address, address.getRawPath(), lines);
    }

    /** @param target the path and the query, which need not be those of a URI */
    public static RawClient ask(String method, URI address, String target, String lines) throws IOException {
        return request(null, address, BUFFER, method + " " + target, lines);
    }

    private static RawClient request(String source, URI address, int receiveBuffer, String lines) throws IOException {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return request(source, address, receiveBuffer, "GET " + address.getRawPath() + query, lines);
    }

    private static RawClient request(String source, URI address, int receiveBuffer, String start, String lines)
            throws IOException {
        Socket socket = new Socket();
        if (source != null) {
            socket.bind(new InetSocketAddress(source, 0));
        }
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        RawClient client = new RawClient(socket);
        client.write(start + " HTTP/1.1\r\nHost: " + address.getRawAuthority() + "\r\n" + lines + "\r\n");
        client.head = client.readHead();
        return client;
    }

    /** The status line and the headers of the answer. */
    public String head() {
        return head;
    }

    public int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    public void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Sends a masked frame with a mask of zeros. */
    public void frame(int first, byte[] payload) throws IOException {
        out.write(header(first, payload.length, true));
        out.write(payload);
        out.flush();
    }

    /** For what the server ends in the middle. */
    public void frameUnlessClosed(int first, byte[] payload) {
        try {
            frame(first, payload);
        } catch (IOException cut) {
            LOG.log(Level.DEBUG, "The server has ended the connection", cut);
        }
    }

    /** Sends a frame in segments of one byte each. */
    public void trickle(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(header(first, payload.length, true));
        frame.write(payload);
        for (byte one : frame.toByteArray()) {
            out.write(one);
            out.flush();
        }
    }

    /** Sends several messages at once. */
    public void texts(List<String> messages) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String message : messages) {
            byte[] payload = message.getBytes(StandardCharsets.UTF_8);
            frames.write(header(0x81, payload.length, true));
            frames.write(payload);
        }
        out.write(frames.toByteArray());
        out.flush();
    }

    public void unmaskedFrame(int first, byte[] payload) throws IOException {
        out.write(header(first, payload.length, false));
        out.write(payload);
        out.flush();
    }

    public void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the next frame. */
    public RawFrame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new RawFrame(first, payload);
    }

    /** Reads on to the next frame of this kind, opcode and FIN bit. */
    public RawFrame next(int first) throws IOException {
        RawFrame frame = read();
        while (frame.first() != first) {
            frame = read();
        }
        return frame;
    }

    /** Reads on to the close frame. */
    public int readCloseCode() throws IOException {
        RawFrame frame = read();
        while (frame.first() != 0x88) {
            frame = read();
        }
        return frame.closeCode();
    }

    /**
     * Reads on to the close frame and answers every ping, as a client that is alive does; but not for ever. @return its
     * code, or {@link #CUT} when the connection ended without one
     */
    public int pongUntilClosed() throws IOException {
        try {
            return pongUntilCloseFrame();
        } catch (EOFException | SocketException cut) {
            return CUT;
        }
    }

    private int pongUntilCloseFrame() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        RawFrame frame = read();
        while (frame.first() != 0x88) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The connection stays open");
            }
            if (frame.first() == 0x89) {
                pong();
            }
            frame = read();
        }
        return frame.closeCode();
    }

    /** Says that it is alive, asked or not (RFC 6455 section 5.5.3). */
    public void pong() throws IOException {
        frame(0x8A, new byte[0]);
    }

    /** Reads on until the server closes the socket. */
    public void readToEnd() throws IOException {
        byte[] buffer = new byte[8192];
        while (in.read(buffer) >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static byte[] header(int first, int length, boolean masked) {
        int mask = masked ? 0x80 : 0;
        int size = length < 126 ? 2 : (length < 65_536 ? 4 : 10);
        byte[] header = new byte[size + (masked ? 4 : 0)];
        header[0] = (byte) first;
        header[1] = (byte) (mask | (size == 2 ? length : (size == 4 ? 126 : 127)));
        for (int i = 0; i < size - 2; i++) {
            header[2 + i] = (byte) ((long) length >> (8 * (size - 3 - i)));
        }
        return header;
    }
}
