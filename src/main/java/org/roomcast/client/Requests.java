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
    private final Duration timeout;
    private final int most;
    private final Map<Long, Request> pending = new LinkedHashMap<>();
    private long lastId;

    /** @param most how many may wait for their answers at a time */
    Requests(Loop loop, Link link, Duration timeout, int most) {
        this.loop = loop;
        this.link = link;
        this.timeout = timeout;
        this.most = most;
    }

    long nextId() {
        return ++lastId;
    }

    /** @param again whether it may be put once more on the next connection, because it changes nothing */
    CompletableFuture<JsonObject> ask(JsonObject frame, boolean again) {
        if (pending.size() >= most) {
            return CompletableFuture.failedFuture(RoomcastException.bufferFull());
        }
        long id = nextId();
        Request request = new Request(id, Frames.withId(frame, id), again);
        pending.put(id, request);
        request.timer = loop.after(timeout.dividedBy(2), () -> suspect(request));
        if (link.isOpen()) {
            transmit(request);
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

    /** Sends what waited for the connection. */
    void flush() {
        for (Request request : waiting()) {
            if (!request.sent && pending.containsKey(request.id)) {
                transmit(request);
            }
        }
    }

    /** What was sent may have been carried out or not; nobody will say any more. */
    void interrupt() {
        for (Request request : waiting()) {
            if (request.sent && request.again) {
                request.sent = false;
            } else if (request.sent) {
                fail(request, RoomcastException.connectionLost());
            }
        }
    }

    void end(RoomcastException reason) {
        waiting().forEach(request -> fail(request, reason));
    }

    /** A copy: whoever is told may ask for more. */
    private List<Request> waiting() {
        return new ArrayList<>(pending.values());
    }

    private void transmit(Request request) {
        request.sent = true;
        try {
            link.send(request.text);
        } catch (RoomcastException tooLarge) {
            fail(request, tooLarge);
        }
    }

    /** Half of the time is over: the connection may be dead. */
    private void suspect(Request request) {
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
        private final boolean again;
        private final CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        private Loop.Timer timer = Loop.Timer.NONE;
        private boolean sent;

        Request(long id, String text, boolean again) {
            this.id = id;
            this.text = text;
            this.again = again;
        }
    }
}
