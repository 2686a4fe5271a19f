package org.roomcast.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client on a bare socket, for what a proper client cannot do: not read, not answer, send nonsense. */
public final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

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
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        RawClient client = new RawClient(socket);
        client.write("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        String head = client.readHead();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException(head);
        }
        return client;
    }

    public static RawClient open(int port, String path) throws IOException {
        return open(port, path, 64 * 1024);
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

    /** Reads on to the close frame. */
    public int readCloseCode() throws IOException {
        RawFrame frame = read();
        while (frame.first() != 0x88) {
            frame = read();
        }
        return frame.closeCode();
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
