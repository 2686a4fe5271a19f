package org.roomcast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Frame;
import org.roomcast.delivery.Transport;

/**
 * A peer that keeps what it is sent and holds its caller to the contract of {@link Transport}: no overlapping sends, no
 * ping beside a send, one close, a close reason that fits into its frame. Every question about what was recorded fails
 * when the contract has been broken. Safe in every thread.
 */
public final class RecordingTransport implements Transport {

    private static final int MAX_REASON_BYTES = 123;

    private final @Nullable Executor completions;
    private final List<String> messages = new ArrayList<>();
    private final List<Frame.Close> closes = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Deque<Completion> pending = new ArrayDeque<>();
    private int pings;
    private int sends;
    private int failAt;
    private boolean isSending;

    private RecordingTransport(@Nullable Executor completions) {
        this.completions = completions;
    }

    /** Completes each send before it returns. */
    public static RecordingTransport completingInPlace() {
        return new RecordingTransport(new DirectExecutor());
    }

    /** Completes a send when the test says so. */
    public static RecordingTransport completingLater() {
        return new RecordingTransport(null);
    }

    /** Completes each send on an executor, as engines do on their own threads. */
    public static RecordingTransport completingOn(Executor completions) {
        return new RecordingTransport(completions);
    }

    /** Lets the n-th send fail, counted from 1. */
    public synchronized RecordingTransport failingAt(int send) {
        failAt = send;
        return this;
    }

    @Override
    public void send(String text, Completion done) {
        boolean ok;
        synchronized (this) {
            require(!isSending, "a send while another is in flight");
            require(closes.isEmpty(), "a send after the close");
            isSending = true;
            sends++;
            ok = sends != failAt;
            messages.add(text);
            log.add("send");
            if (completions == null) {
                pending.add(done);
                return;
            }
        }
        completions.execute(() -> finish(done, ok));
    }

    @Override
    public synchronized void ping() {
        require(!isSending, "a ping while a send is in flight");
        require(closes.isEmpty(), "a ping after the close");
        pings++;
        log.add("ping");
    }

    @Override
    public synchronized void close(Frame.Close status) {
        require(closes.isEmpty(), "a second close");
        require(
                status.reason().getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES,
                "a close reason over 123 bytes");
        closes.add(status);
        log.add("close");
    }

    /** Completes the send in flight. */
    public void complete() {
        completeWith(true);
    }

    /** Lets the send in flight fail. */
    public void fail() {
        completeWith(false);
    }

    public synchronized boolean isSending() {
        return isSending;
    }

    public synchronized List<String> messages() {
        verify();
        return List.copyOf(messages);
    }

    public synchronized int pings() {
        verify();
        return pings;
    }

    public synchronized List<Frame.Close> closes() {
        verify();
        return List.copyOf(closes);
    }

    public synchronized boolean isClosed() {
        return !closes.isEmpty();
    }

    /** The code it was closed with; 0 while it is open. */
    public int closeCode() {
        List<Frame.Close> all = closes();
        return all.isEmpty() ? 0 : all.get(0).code();
    }

    /** What was called, in order: send, ping, close. */
    public synchronized List<String> log() {
        verify();
        return List.copyOf(log);
    }

    /** All frames, those of batched messages one by one. */
    public List<JsonObject> frames() {
        List<JsonObject> frames = new ArrayList<>();
        for (String message : messages()) {
            try (JsonReader reader = Json.createReader(new StringReader(message))) {
                JsonValue value = reader.readValue();
                if (value instanceof JsonArray batch) {
                    frames.addAll(batch.getValuesAs(JsonObject.class));
                } else {
                    frames.add(value.asJsonObject());
                }
            }
        }
        return frames;
    }

    /** The frames of one type. */
    public List<JsonObject> frames(String type) {
        return frames().stream()
                .filter(frame -> frame.getString("type").equals(type))
                .toList();
    }

    /** The types of all frames, in order. */
    public List<String> types() {
        return frames().stream().map(frame -> frame.getString("type")).toList();
    }

    /** The data of all {@code event} frames, in order, as JSON. */
    public List<String> data() {
        return frames("event").stream()
                .map(frame -> frame.get("data").toString())
                .toList();
    }

    /** Forgets the messages so far. */
    public synchronized void clear() {
        verify();
        messages.clear();
        log.clear();
    }

    private void completeWith(boolean ok) {
        Completion done;
        synchronized (this) {
            done = pending.remove();
        }
        finish(done, ok);
    }

    private void finish(Completion done, boolean ok) {
        synchronized (this) {
            isSending = false;
        }
        done.done(ok);
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    private void verify() {
        assertThat(violations).as("breaches of the transport's contract").isEmpty();
    }
}
