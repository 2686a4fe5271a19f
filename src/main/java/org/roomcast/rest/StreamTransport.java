package org.roomcast.rest;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.codec.EventStreamCodec;
import org.roomcast.codec.Frame;
import org.roomcast.delivery.Transport;
import org.roomcast.model.Disconnect;
import org.roomcast.registry.Connection;

/**
 * Leads an outbox into a stream of events. Each write that has gone out counts as a sign of life, since a reader of a
 * stream never speaks. A comment that is under way holds back the next message: engines take one write at a time.
 */
final class StreamTransport implements Transport {

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private record Message(String part, Completion done) {}

    private final StreamResponse response;
    private final Ending ending;
    private @Nullable Message next;
    private boolean isWriting;
    private volatile @Nullable Connection connection;

    /** Is told that the response has ended, so that the registry forgets the connection. */
    interface Ending {
        void ended(Connection connection, Frame.Close status);
    }

    StreamTransport(StreamResponse response, Ending ending) {
        this.response = response;
        this.ending = ending;
    }

    void serves(Connection opened) {
        connection = opened;
    }

    @Override
    public void send(String text, Completion done) {
        begin(new Message(text, done));
    }

    @Override
    public void ping() {
        begin(new Message(EventStreamCodec.COMMENT, ok -> {}));
    }

    @Override
    public void close(Frame.Close status) {
        int code = status.code();
        if (code == Disconnect.SERVER_FULL.code() || code == Disconnect.RESTARTING.code()) {
            refuse(Problem.of(UNAVAILABLE, status.reason()));
        } else if (code == Disconnect.TOO_MANY_CONNECTIONS.code()) {
            refuse(Problem.of(TOO_MANY_REQUESTS, status.reason()));
        }
        response.end();
        Connection ended = connection;
        if (ended != null) {
            ending.ended(ended, status);
        }
    }

    void refuse(Problem problem) {
        Map<String, String> headers = new HashMap<>(SecurityHeaders.ALL);
        headers.put("Cache-Control", "no-store");
        if (problem.status() == UNAUTHORIZED) {
            // RFC 9110 section 15.5.2 demands it
            headers.put("WWW-Authenticate", "Bearer");
        }
        response.refuse(problem.status(), Problem.MEDIA_TYPE, headers, problem.toJson());
    }

    private void begin(Message message) {
        synchronized (this) {
            if (isWriting) {
                next = message;
                return;
            }
            isWriting = true;
        }
        write(message);
    }

    private void write(Message message) {
        response.write(message.part(), ok -> written(message, ok));
    }

    private void written(Message message, boolean ok) {
        Message following;
        synchronized (this) {
            following = next;
            next = null;
            isWriting = following != null;
        }
        Connection alive = connection;
        if (ok && alive != null) {
            alive.heard();
        }
        message.done().done(ok);
        if (following == null) {
            return;
        }
        if (ok) {
            write(following);
        } else {
            following.done().done(false);
        }
    }
}
