package org.roomcast.client;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Position;

/**
 * What is published, from the call to the ack. It goes out in the order of the calls, room by room; without a connection
 * it waits, within bounds, and what a lost connection left without an ack goes again, with the same {@code key}, by which
 * the server knows it (PROTOCOL.md section 4). For the client's thread.
 */
final class Publishes implements Unechoed.Source {

    /** After `rate_limited` or `unavailable` without a time, and between two frames of what goes again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How many may be without an ack at a time; the others wait, so that a fast program does not run away. */
    private static final int WINDOW = 500;

    private final Loop loop;
    private final Link link;
    private final Pace rate;
    private final Requests requests;
    private final Rooms rooms;
    private final ClientSettings limits;
    private final Map<Long, Pending> entries = new TreeMap<>();
    private final Map<Long, Pending> waiting = new TreeMap<>();
    private long waitingBytes;
    private boolean paused;
    private Duration pace = Duration.ZERO;
    private Loop.Timer pause = Loop.Timer.NONE;

    Publishes(Loop loop, Link link, Pace rate, Requests requests, Rooms rooms, ClientSettings limits) {
        this.loop = loop;
        this.link = link;
        this.rate = rate;
        this.requests = requests;
        this.rooms = rooms;
        this.limits = limits;
    }

    CompletableFuture<JsonObject> add(String room, JsonObject frame) {
        long id = requests.nextId();
        long until = loop.nanos() + limits.publishAge().toNanos();
        Pending entry = new Pending(id, room, frame, until);
        boolean mustWait = mustPause() || !rooms.isReady(room);
        if (mustWait && isFull(entry)) {
            return CompletableFuture.failedFuture(RoomcastException.bufferFull());
        }
        entries.put(id, entry);
        keep(entry);
        drain();
        return entry.answer;
    }

    /** Sends what may be sent now. */
    void drain() {
        for (Pending entry : new ArrayList<>(waiting.values())) {
            if (mustPause()) {
                return;
            }
            if (rooms.isReady(entry.room) && waiting.containsKey(entry.id)) {
                Duration delay = rate.publishDelay();
                if (!delay.isZero()) {
                    hold(delay);
                    return;
                }
                transmit(entry);
                if (!pace.isZero()) {
                    hold(pace);
                }
            }
        }
        if (!paused) {
            pace = Duration.ZERO;
        }
    }

    /** @return whether the frame was an answer that somebody waited for */
    boolean answer(@Nullable Long id, JsonObject frame) {
        Pending entry = id == null ? null : entries.get(id);
        if (entry == null) {
            return false;
        }
        if (!Reading.type(frame).equals("error")) {
            settle(entry, Reading.ack(frame).position());
            entry.answer.complete(frame);
            drain();
            return true;
        }
        RoomcastException failure = Reading.failure(frame);
        if (failure.code().equals("rate_limited") || failure.code().equals("unavailable")) {
            again(List.of(entry), failure.retryAfter());
        } else {
            fail(entry, failure);
        }
        return true;
    }

    /** The server dropped a frame unread, so it could not say which: what has no ack goes again, slowly. */
    void slowDown(Duration retryAfter) {
        again(sent(), retryAfter);
    }

    /** The connection is lost. What the server would not know again is not repeated: it may be there already. */
    void interrupt() {
        resume();
        pace = Duration.ZERO;
        Welcome welcome = link.welcome();
        boolean recognised = welcome != null && welcome.authenticated();
        for (Pending entry : sent()) {
            if (recognised) {
                keep(entry);
            } else {
                fail(entry, RoomcastException.connectionLost());
            }
        }
    }

    /** The room could not be entered. */
    void refuse(String room, RoomcastException reason) {
        new ArrayList<>(waiting.values())
                .stream().filter(entry -> entry.room.equals(room)).forEach(entry -> fail(entry, reason));
    }

    @Override
    public boolean unheard(String room, @Nullable ConnectionId connection, long upTo) {
        return entries.values().stream()
                .filter(entry -> entry.unechoed && entry.room.equals(room) && entry.id <= upTo)
                .anyMatch(entry ->
                        connection == null ? !entry.sentOn.isEmpty() : entry.sentOn.contains(connection.value()));
    }

    @Override
    public long lastId() {
        return requests.lastId();
    }

    @Override
    public boolean isMe(@Nullable String userId) {
        Welcome welcome = link.welcome();
        return userId != null && welcome != null && userId.equals(welcome.userId());
    }

    void end(RoomcastException reason) {
        resume();
        new ArrayList<>(entries.values()).forEach(entry -> fail(entry, reason));
    }

    private void transmit(Pending entry) {
        waiting.remove(entry.id);
        waitingBytes -= entry.bytes;
        entry.timer.cancel();
        entry.timer = loop.after(limits.requestTimeout().dividedBy(2), () -> suspect(entry));
        Welcome welcome = link.welcome();
        if (welcome != null) {
            entry.sentOn.add(welcome.connectionId());
        }
        try {
            link.send(entry.text);
        } catch (RoomcastException tooLarge) {
            fail(entry, tooLarge);
        }
    }

    /** Half of the time is over: is anybody there? A dead connection is left in time to send again on the next one. */
    private void suspect(Pending entry) {
        entry.timer = loop.after(limits.requestTimeout().dividedBy(2), () -> fail(entry, RoomcastException.timeout()));
        link.doubt();
    }

    private void again(Collection<Pending> again, @Nullable Duration retryAfter) {
        if (!again.isEmpty()) {
            again.forEach(this::keep);
            pace = retryAfter == null ? PAUSE : retryAfter;
            hold(pace);
        }
    }

    /** Puts it with those that are not sent; each gives up at the end of its age. */
    private void keep(Pending entry) {
        entry.timer.cancel();
        Duration left = Duration.ofNanos(Math.max(0, entry.until - loop.nanos()));
        entry.timer = loop.after(left, () -> fail(entry, RoomcastException.timeout()));
        if (waiting.put(entry.id, entry) == null) {
            waitingBytes += entry.bytes;
        }
    }

    private void hold(Duration time) {
        pause.cancel();
        paused = true;
        pause = loop.after(time, () -> {
            resume();
            drain();
        });
    }

    private void resume() {
        pause.cancel();
        paused = false;
    }

    private void fail(Pending entry, RoomcastException reason) {
        settle(entry, null);
        entry.answer.completeExceptionally(reason);
    }

    private void settle(Pending entry, @Nullable Position at) {
        entry.timer.cancel();
        entries.remove(entry.id);
        if (waiting.remove(entry.id) != null) {
            waitingBytes -= entry.bytes;
        }
        if (entry.unechoed) {
            rooms.settled(entry.room, at);
        }
    }

    private List<Pending> sent() {
        return entries.values().stream()
                .filter(entry -> !waiting.containsKey(entry.id))
                .toList();
    }

    private boolean mustPause() {
        return paused || !link.isOpen() || entries.size() - waiting.size() >= WINDOW;
    }

    private boolean isFull(Pending entry) {
        return waiting.size() >= limits.bufferCount() || waitingBytes + entry.bytes > limits.bufferBytes();
    }
}
