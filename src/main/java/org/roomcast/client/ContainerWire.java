package org.roomcast.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One socket of a container. A container takes one message at a time, so the others wait here. Safe in every thread. */
final class ContainerWire extends Endpoint implements Dialer.Wire {

    /** The longest message that is taken, in characters: more than any outbox of a server holds in its default. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private static final int NO_CODE = 1006;
    private static final int TOO_LARGE = 1009;

    private final Dialer.Listener listener;
    private final Executor background;
    private final AtomicBoolean over = new AtomicBoolean();
    private final StringBuilder parts = new StringBuilder();
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private volatile @Nullable Session session;

    /** @param background for what blocks */
    ContainerWire(Dialer.Listener listener, Executor background) {
        this.listener = listener;
        this.background = background;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        // The client sees to silence itself.
        opened.setMaxIdleTimeout(0);
        // In parts: a whole-message handler fails at whatever buffer size a container has by default.
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::part);
        listener.opened(this);
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        ended(reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
    }

    @Override
    public void onError(Session failed, Throwable thrown) {
        close(CloseCodes.PROTOCOL_ERROR.getCode(), "");
        ended(NO_CODE, "the connection failed");
    }

    @Override
    public void send(String text) {
        synchronized (waiting) {
            waiting.add(text);
            if (sending) {
                return;
            }
            sending = true;
        }
        next();
    }

    @Override
    public void close(int code, String reason) {
        Session open = session;
        if (open != null) {
            background.execute(() -> close(open, new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason)));
        }
    }

    /** Tells the end, the first time. */
    void ended(int code, String reason) {
        if (over.compareAndSet(false, true)) {
            listener.closed(code, reason);
        }
    }

    private void part(String part, boolean last) {
        if (parts.length() + part.length() > LONGEST) {
            close(TOO_LARGE, "");
            ended(TOO_LARGE, "the server's message is too large");
            return;
        }
        parts.append(part);
        if (last) {
            String message = parts.toString();
            parts.setLength(0);
            if (!over.get()) {
                listener.text(message);
            }
        }
    }

    private void next() {
        Session open = session;
        String text;
        synchronized (waiting) {
            text = over.get() || open == null ? null : waiting.poll();
            sending = text != null;
        }
        if (text != null && open != null) {
            transmit(open, text);
        }
    }

    private void transmit(Session open, String text) {
        try {
            open.getAsyncRemote().sendText(text, this::sent);
        } catch (RuntimeException closed) {
            ended(NO_CODE, "the connection failed");
        }
    }

    private void sent(SendResult result) {
        if (result.isOK()) {
            next();
        } else {
            close(CloseCodes.GOING_AWAY.getCode(), "");
            ended(NO_CODE, "the connection failed");
        }
    }

    private void close(Session open, CloseReason reason) {
        try {
            open.close(reason);
        } catch (IOException | RuntimeException alreadyClosed) {
            ended(NO_CODE, "the connection failed");
        }
    }
}
