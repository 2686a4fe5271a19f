package org.roomcast.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between clients and a server, with a port that stays while the server behind it comes and goes. It can be
 * cut, which both ends notice, or silenced, which neither does. Safe in every thread.
 */
public final class Gateway implements AutoCloseable {

    private enum State {
        UP,
        CUT,
        SILENT
    }

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile State state = State.UP;

    public Gateway(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        start(this::accept, "gateway");
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Leads new connections to another port of this machine. */
    public void to(int port) {
        target = port;
    }

    /** Ends all connections, and new ones as they come. */
    public void cut() {
        state = State.CUT;
        lines.forEach(Line::close);
    }

    /** Swallows all bytes from now on, as a network does that is gone: nobody is told, and no new connection gets on. */
    public void silence() {
        state = State.SILENT;
        lines.forEach(Line::silence);
    }

    /** New connections get through; those that were silenced stay dead. */
    public void mend() {
        state = State.UP;
    }

    @Override
    public void close() {
        state = State.CUT;
        try (listening) {
            lines.forEach(Line::close);
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Line line = new Line(listening.accept());
                lines.add(line);
                switch (state) {
                    case UP -> line.connect(target);
                    case CUT -> line.close();
                    case SILENT -> line.silence();
                }
            } catch (IOException refusedOrClosed) {
                // The client sees its connection end, or nobody listens any more.
            }
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One client's connection and its continuation to the server. */
    private final class Line {
        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean silent;

        Line(Socket client) {
            this.client = client;
        }

        void connect(int port) throws IOException {
            try {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException refused) {
                close();
                throw refused;
            }
            start(() -> pump(client, server), "gateway-up");
            start(() -> pump(server, client), "gateway-down");
        }

        void silence() {
            silent = true;
        }

        void close() {
            lines.remove(this);
            closeQuietly(client);
            closeQuietly(server);
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException reset) {
                // An end like any other.
            } finally {
                ended(from);
            }
        }

        /** In silence nobody hears of it; whoever has closed is not heard again. */
        private void ended(Socket side) {
            if (silent) {
                closeQuietly(side);
            } else {
                close();
            }
        }

        private static void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                throw new UncheckedIOException(alreadyGone);
            }
        }
    }
}
