package org.roomcast.client;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * What goes on between the calls of a program and its connection: who asked what, and who is told. For the client's
 * thread, except where a method says otherwise.
 */
final class Session implements Link.Owner {

    /** A client that asks more at a time than this is out of control, not busy. */
    private static final int MOST_REQUESTS = 1000;

    /** After a `rate_limited` without a time. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final Loop loop;
    private final Pace pace;
    private final Link link;
    private final Requests requests;
    private final Publishes publishes;
    private final Listeners listeners;
    private final Rooms rooms = new Rooms(this);
    private final Map<String, Position> positions;
    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private volatile @Nullable Welcome welcome;

    Session(ClientSettings settings, Loop loop, Dialer dialer, RandomGenerator random) {
        this.settings = settings;
        this.loop = loop;
        positions = new ConcurrentHashMap<>(settings.positions());
        listeners = new Listeners(settings.listeners());
        Retry retry = new Retry(loop, random, settings.backoffBase(), settings.backoffCeiling());
        pace = new Pace(loop);
        link = new Link(loop, dialer, settings.tokens(), retry, pace, this);
        requests = new Requests(loop, link, pace, settings.requestTimeout(), MOST_REQUESTS);
        publishes = new Publishes(loop, link, pace, requests, rooms, settings);
    }

    /** Safe in every thread. */
    Loop loop() {
        return loop;
    }

    Duration requestTimeout() {
        return settings.requestTimeout();
    }

    /** Safe in every thread. */
    Map<String, Position> positions() {
        return positions;
    }

    /** Safe in every thread. */
    ConnectionState state() {
        return state;
    }

    /** The last one; null before the first. Safe in every thread. */
    @Nullable Welcome welcome() {
        return welcome;
    }

    boolean isOpen() {
        return link.isOpen();
    }

    boolean isClosed() {
        return link.isClosed();
    }

    void open() {
        link.open();
    }

    void close() {
        link.close();
    }

    /** Safe in every thread. */
    RoomState room(String name) {
        return rooms.get(name);
    }

    /** Whether something waits because of the rate. */
    boolean isHeld() {
        return requests.isHeld();
    }

    CompletionStage<JsonObject> ask(JsonObject frame, Asking asking) {
        return link.isClosed()
                ? CompletableFuture.failedFuture(RoomcastException.closed(0, ""))
                : requests.ask(frame, asking);
    }

    CompletionStage<JsonObject> publish(String room, JsonObject frame) {
        return link.isClosed()
                ? CompletableFuture.failedFuture(RoomcastException.closed(0, ""))
                : publishes.add(room, frame);
    }

    /** What waits for the room will not get into it. */
    void refuse(String room, RoomcastException reason) {
        publishes.refuse(room, reason);
    }

    /** A room was entered: what waited for that can go. */
    void entered() {
        publishes.drain();
    }

    void tell(RoomEvent event) {
        listeners.tell(listener -> listener.event(event));
    }

    void unknown(JsonObject frame) {
        listeners.tell(listener -> listener.unknown(frame));
    }

    Publishes publishes() {
        return publishes;
    }

    Listeners listeners() {
        return listeners;
    }

    @Override
    public void changed(ConnectionChange change) {
        state = change.state();
        if (change.state() == ConnectionState.OPEN) {
            welcome = link.welcome();
            listeners.tell(listener -> listener.changed(change));
            rooms.each(RoomState::resume);
            publishes.drain();
            requests.flush();
            return;
        }
        rooms.each(RoomState::suspend);
        publishes.interrupt();
        requests.interrupt();
        if (change.state() == ConnectionState.CLOSED) {
            end(RoomcastException.closed(change.closeCode(), change.reason()));
        }
        listeners.tell(listener -> listener.changed(change));
    }

    @Override
    public void received(JsonObject frame) {
        Long id = frame.get("id") instanceof JsonNumber number ? number.longValue() : null;
        if (publishes.answer(id, frame) || requests.answer(id, frame)) {
            return;
        }
        switch (Reading.type(frame)) {
            case "welcome" -> welcomed();
            case "error" -> refused(Reading.failure(frame));
            case "ack" -> rooms.admitted(frame);
            case "ping", "pong", "goodbye" -> {
                // The link has seen to these.
            }
            default -> {
                if (rooms.receive(frame)) {
                    return;
                }
                if (Reading.type(frame).equals("event")) {
                    tell(Reading.event(frame));
                } else {
                    unknown(frame);
                }
            }
        }
    }

    @Override
    public void failed(RoomcastException failure) {
        listeners.failed(failure);
    }

    private void welcomed() {
        Welcome news = link.welcome();
        if (news != null) {
            listeners.tell(listener -> listener.welcomed(news));
        }
    }

    private void refused(RoomcastException failure) {
        if (failure.code().equals("rate_limited")) {
            Duration wait = failure.retryAfter() == null ? PAUSE : failure.retryAfter();
            pace.hold(wait);
            publishes.slowDown(wait);
            requests.slowDown();
        }
        if (failure.code().equals("token_expired") && settings.tokens().renewable()) {
            renew();
        } else {
            failed(failure);
        }
    }

    /** The server warns before a token ends; with a new one in time the connection goes on. */
    private void renew() {
        settings.tokens()
                .next()
                .whenComplete((token, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        failed(RoomcastException.noToken(failure));
                    } else if (token != null) {
                        ask(Frames.authenticate(token), Asking.ONCE).whenComplete((ack, refusal) -> {
                            if (refusal != null) {
                                failed(RoomcastException.of(refusal));
                            }
                        });
                    }
                }));
    }

    private void end(RoomcastException reason) {
        publishes.end(reason);
        requests.end(reason);
        rooms.each(room -> room.end(reason));
    }
}
