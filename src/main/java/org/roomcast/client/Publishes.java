package org.roomcast.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is published, from the call to the ack. It goes out in the order of the calls, room by room; without a connection
 * it waits, within bounds, and what a lost connection left without an ack goes again, with the same {@code key}, by which
 * the server knows it (PROTOCOL.md section 4). For the client's thread.
 */
final class Publishes {

    /** After `rate_limited` or `unavailable` without a time, and between two frames of what goes again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How many may be without an ack at a time; the others wait, so that a fast program does not run away. */
    private static final int WINDOW = 500;

    private final Loop loop;
    private final Link link;
    private final Requests requests;
    private final Predicate<String> ready;
    private final ClientSettings limits;
    private final Map<Long, Entry> entries = new TreeMap<>();
    private final Map<Long, Entry> waiting = new TreeMap<>();
    private long waitingBytes;
    private boolean paused;
    private Duration pace = Duration.ZERO;
    private Loop.Timer pause = Loop.Timer.NONE;

    /** @param ready whether a room can be published to now: not while the client is on its way into it */
    Publishes(Loop loop, Link link, Requests requests, Predicate<String> ready, ClientSettings limits) {
        this.loop = loop;
        this.link = link;
        this.requests = requests;
        this.ready = ready;
        this.limits = limits;
    }

    CompletableFuture<JsonObject> add(String room, JsonObject frame) {
        long id = requests.nextId();
        Entry entry = new Entry(
                id,
                room,
                Frames.withId(frame, id),
                loop.nanos() + limits.publishAge().toNanos());
        boolean mustWait = mustPause() || !ready.test(room);
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
        for (Entry entry : new ArrayList<>(waiting.values())) {
            if (mustPause()) {
                return;
            }
            if (ready.test(entry.room) && waiting.containsKey(entry.id)) {
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
        Entry entry = id == null ? null : entries.get(id);
        if (entry == null) {
            return false;
        }
        if (!Reading.type(frame).equals("error")) {
            settle(entry);
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
    void slowDown(@Nullable Duration retryAfter) {
        again(sent(), retryAfter);
    }

    /** The connection is lost. What the server would not know again is not repeated: it may be there already. */
    void interrupt() {
        resume();
        pace = Duration.ZERO;
        Welcome welcome = link.welcome();
        boolean recognised = welcome != null && welcome.authenticated();
        for (Entry entry : sent()) {
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

    void end(RoomcastException reason) {
        resume();
        new ArrayList<>(entries.values()).forEach(entry -> fail(entry, reason));
    }

    private void transmit(Entry entry) {
        waiting.remove(entry.id);
        waitingBytes -= entry.bytes;
        entry.timer.cancel();
        entry.timer = loop.after(limits.requestTimeout().dividedBy(2), () -> suspect(entry));
        try {
            link.send(entry.text);
        } catch (RoomcastException tooLarge) {
            fail(entry, tooLarge);
        }
    }

    /** Half of the time is over: is anybody there? A dead connection is left in time to send again on the next one. */
    private void suspect(Entry entry) {
        entry.timer = loop.after(limits.requestTimeout().dividedBy(2), () -> fail(entry, RoomcastException.timeout()));
        link.doubt();
    }

    private void again(Collection<Entry> again, @Nullable Duration retryAfter) {
        if (!again.isEmpty()) {
            again.forEach(this::keep);
            pace = retryAfter == null ? PAUSE : retryAfter;
            hold(pace);
        }
    }

    /** Puts it with those that are not sent; each gives up at the end of its age. */
    private void keep(Entry entry) {
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

    private void fail(Entry entry, RoomcastException reason) {
        settle(entry);
        entry.answer.completeExceptionally(reason);
    }

    private void settle(Entry entry) {
        entry.timer.cancel();
        entries.remove(entry.id);
        if (waiting.remove(entry.id) != null) {
            waitingBytes -= entry.bytes;
        }
    }

    private List<Entry> sent() {
        return entries.values().stream()
                .filter(entry -> !waiting.containsKey(entry.id))
                .toList();
    }

    private boolean mustPause() {
        return paused || !link.isOpen() || entries.size() - waiting.size() >= WINDOW;
    }

    private boolean isFull(Entry entry) {
        return waiting.size() >= limits.bufferCount() || waitingBytes + entry.bytes > limits.bufferBytes();
    }

    private static final class Entry {
        private final long id;
        private final String room;
        private final String text;
        private final int bytes;
        /** In the loop's nanoseconds. */
        private final long until;

        private final CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        private Loop.Timer timer = Loop.Timer.NONE;

        Entry(long id, String room, String text, long until) {
            this.id = id;
            this.room = room;
            this.text = text;
            this.bytes = text.getBytes(StandardCharsets.UTF_8).length;
            this.until = until;
        }
    }
}
