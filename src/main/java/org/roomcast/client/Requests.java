package org.roomcast.client;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for an answer: each has an {@code id}, and the frame that carries it settles it. Without a
 * connection they wait for one, within their time-out. For the client's thread.
 */
final class Requests {

    private final Loop loop;
    private final Link link;
    private final Pace pace;
    private final Duration timeout;
    private final int most;
    private final Map<Long, Request> pending = new LinkedHashMap<>();
    private long lastId;
    /** Until the rate allows what waits for its turn. */
    private Loop.@Nullable Timer turn;

    /** @param most how many may wait for their answers at a time */
    Requests(Loop loop, Link link, Pace pace, Duration timeout, int most) {
        this.loop = loop;
        this.link = link;
        this.pace = pace;
        this.timeout = timeout;
        this.most = most;
    }

    long nextId() {
        return ++lastId;
    }

    long lastId() {
        return lastId;
    }

    /** Whether something waits because of the rate. */
    boolean isHeld() {
        return turn != null;
    }

    /** Sends now, when there is a connection and the rate allows it; otherwise later, unless it is for now only. */
    CompletableFuture<JsonObject> ask(JsonObject frame, Asking asking) {
        if (asking == Asking.NOW && !link.isOpen()) {
            return CompletableFuture.failedFuture(RoomcastException.notConnected());
        }
        if (asking == Asking.NOW && !pace.delay().isZero()) {
            return CompletableFuture.failedFuture(RoomcastException.tooFast(pace.delay()));
        }
        if (pending.size() >= most) {
            return CompletableFuture.failedFuture(RoomcastException.bufferFull());
        }
        long id = nextId();
        Request request = new Request(id, Frames.withId(frame, id), asking);
        pending.put(id, request);
        request.timer = loop.after(timeout.dividedBy(2), () -> suspect(request));
        // What waits for its turn goes first.
        if (link.isOpen() && !isHeld()) {
            sendWhenDue(request);
        }
        return request.answer;
    }

    /** @return whether the frame was an answer that somebody waited for */
    boolean answer(@Nullable Long id, JsonObject frame) {
        Request request = id == null ? null : pending.get(id);
        if (request == null) {
            return false;
        }
        if (Reading.type(frame).equals("error")) {
            fail(request, Reading.failure(frame));
        } else {
            take(request);
            request.answer.complete(frame);
        }
        return true;
    }

    /** Sends what waited for the connection, or for its turn, as far as the rate allows it. */
    void flush() {
        stopWaiting();
        for (Request request : waiting()) {
            if (!link.isOpen() || isHeld()) {
                return;
            }
            if (!request.sent && pending.containsKey(request.id)) {
                sendWhenDue(request);
            }
        }
    }

    /** The server dropped a frame unread, so it could not say which. */
    void slowDown() {
        pending.values().forEach(request -> request.sent &= !request.asking.isSafe());
        flush();
    }

    /** What was sent may have been carried out or not; nobody will say any more. */
    void interrupt() {
        stopWaiting();
        for (Request request : waiting()) {
            if (request.asking == Asking.AGAIN) {
                request.sent = false;
            } else if (request.sent || request.asking == Asking.SAFE) {
                fail(request, RoomcastException.connectionLost());
            }
        }
    }

    void end(RoomcastException reason) {
        stopWaiting();
        waiting().forEach(request -> fail(request, reason));
    }

    /** A copy: whoever is told may ask for more. */
    private List<Request> waiting() {
        return new ArrayList<>(pending.values());
    }

    private void sendWhenDue(Request request) {
        Duration delay = pace.delay();
        if (delay.isZero()) {
            transmit(request);
        } else {
            turn = loop.after(delay, this::flush);
        }
    }

    private void stopWaiting() {
        if (turn != null) {
            turn.cancel();
            turn = null;
        }
    }

    private void transmit(Request request) {
        request.sent = true;
        try {
            link.send(request.text);
        } catch (RoomcastException tooLarge) {
            fail(request, tooLarge);
        }
    }

    /** Half of the time is over: the connection may be dead. What waits for its turn waits for no answer yet. */
    private void suspect(Request request) {
        if (isHeld() && !request.sent) {
            request.timer = loop.after(timeout.dividedBy(2), () -> suspect(request));
            return;
        }
        request.timer = loop.after(timeout.dividedBy(2), () -> fail(request, RoomcastException.timeout()));
        link.doubt();
    }

    private void fail(Request request, RoomcastException reason) {
        take(request);
        request.answer.completeExceptionally(reason);
    }

    private void take(Request request) {
        pending.remove(request.id);
        request.timer.cancel();
    }

    private static final class Request {
        private final long id;
        private final String text;
        private final Asking asking;
        private final CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        private Loop.Timer timer = Loop.Timer.NONE;
        private boolean sent;

        Request(long id, String text, Asking asking) {
            this.id = id;
            this.text = text;
            this.asking = asking;
        }
    }
}
