package org.roomcast.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection up: opens a socket, and after its end the next one, when the close code allows that. For the
 * client's thread.
 */
final class Link {

    /** A token and a handshake with its {@code welcome} that take longer have met something that hangs. */
    static final Duration WELCOME_PATIENCE = Duration.ofSeconds(15);

    private static final int NORMAL = 1000;
    private static final int NO_CODE = 1006;
    private static final int HEARTBEAT_MISSED = 4201;

    private final Loop loop;
    private final Dialer dialer;
    private final Tokens tokens;
    private final Retry retry;
    private final Pace pace;
    private final Owner owner;
    private final Pulse pulse;
    private ConnectionState state = ConnectionState.CLOSED;
    private @Nullable Welcome welcome;
    private Dialer.@Nullable Wire wire;
    private Loop.Timer timer = Loop.Timer.NONE;
    /** Nothing that an earlier attempt still has under way counts. */
    private int attempt;

    Link(Loop loop, Dialer dialer, Tokens tokens, Retry retry, Pace pace, Owner owner) {
        this.loop = loop;
        this.dialer = dialer;
        this.tokens = tokens;
        this.retry = retry;
        this.pace = pace;
        this.owner = owner;
        pulse = new Pulse(
                loop,
                () -> transmit(Frames.bare("ping").toString()),
                () -> abandon(HEARTBEAT_MISSED, "the server stopped answering"));
    }

    /** Whom the connection is for. */
    interface Owner {

        void changed(ConnectionChange change);

        /** After {@code changed} to {@code OPEN} for a {@code welcome}, and for every other frame. */
        void received(JsonObject frame);

        void failed(RoomcastException failure);
    }

    boolean isOpen() {
        return state == ConnectionState.OPEN;
    }

    boolean isClosed() {
        return state == ConnectionState.CLOSED;
    }

    /** The last one; null before the first. */
    @Nullable Welcome welcome() {
        return welcome;
    }

    /** Connects now, whatever it was waiting for. */
    void open() {
        if (state == ConnectionState.CONNECTING || state == ConnectionState.OPEN) {
            return;
        }
        int current = begin();
        become(ConnectionChange.to(ConnectionState.CONNECTING));
        timer = loop.after(WELCOME_PATIENCE, () -> abandon(NO_CODE, "no welcome came"));
        tokens.next()
                .whenComplete((token, failure) -> loop.execute(() -> {
                    if (current == attempt) {
                        dial(current, token, failure);
                    }
                }));
    }

    void close() {
        Dialer.Wire last = wire;
        begin();
        if (last != null) {
            last.close(NORMAL, "");
        }
        if (state != ConnectionState.CLOSED) {
            become(new ConnectionChange(ConnectionState.CLOSED, Duration.ZERO, NORMAL, ""));
        }
    }

    /** There is reason to think that the server is gone. */
    void doubt() {
        pulse.doubt();
    }

    /** @throws RoomcastException {@code too_large}: it would end the whole connection with 1009 */
    void send(String text) {
        long most = welcome == null ? Long.MAX_VALUE : welcome.maxMessageBytes();
        if (text.length() > most || text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw RoomcastException.tooLarge(most);
        }
        transmit(text);
    }

    private void transmit(String text) {
        if (wire != null) {
            pace.spend();
            wire.send(text);
        }
    }

    private void dial(int current, @Nullable String token, @Nullable Throwable failure) {
        if (failure != null) {
            owner.failed(RoomcastException.noToken(failure));
            lost(NO_CODE, "no token could be fetched");
            return;
        }
        dialer.dial(Tokens.subprotocols(token), new Attempt(current));
    }

    private void receive(String message) {
        pulse.heard();
        List<JsonObject> frames;
        try {
            frames = Reading.frames(message);
        } catch (RoomcastException badFrame) {
            owner.failed(badFrame);
            return;
        }
        int current = attempt;
        for (JsonObject frame : frames) {
            attend(frame);
            owner.received(frame);
            // A listener may have closed the connection.
            if (current != attempt) {
                return;
            }
        }
    }

    private void attend(JsonObject frame) {
        switch (Reading.type(frame)) {
            case "welcome" -> welcomed(Reading.welcome(frame));
            case "ping" -> transmit(Frames.bare("pong").toString());
            case "goodbye" -> retry.goodbye(Reading.seconds(frame, "retry_after", Duration.ZERO));
            default -> {
                return;
            }
        }
    }

    private void welcomed(Welcome news) {
        timer.cancel();
        welcome = news;
        pace.begin(news.framesPerMinute(), news.framesBurst());
        retry.opened();
        pulse.start(news.heartbeatInterval(), news.heartbeatTimeout());
        become(ConnectionChange.to(ConnectionState.OPEN));
    }

    /** Ends at once: the closing handshake of a dead connection can take a container a minute. */
    private void abandon(int code, String reason) {
        Dialer.Wire last = wire;
        lost(code, reason);
        if (last != null) {
            last.close(NORMAL, "");
        }
    }

    private void lost(int code, String reason) {
        begin();
        Duration delay = retry.delayAfter(code, tokens.renewable());
        if (delay == null) {
            become(new ConnectionChange(ConnectionState.CLOSED, Duration.ZERO, code, reason));
            return;
        }
        timer = loop.after(delay, this::open);
        become(new ConnectionChange(ConnectionState.WAITING, delay, code, reason));
    }

    private int begin() {
        wire = null;
        pulse.stop();
        timer.cancel();
        return ++attempt;
    }

    private void become(ConnectionChange change) {
        state = change.state();
        owner.changed(change);
    }

    /** Leads what a socket tells to the client's thread, as long as it is the current one. */
    private final class Attempt implements Dialer.Listener {
        private final int number;

        Attempt(int number) {
            this.number = number;
        }

        @Override
        public void opened(Dialer.Wire opened) {
            boolean taken = loop.execute(() -> {
                if (number == attempt) {
                    wire = opened;
                } else {
                    opened.close(NORMAL, "");
                }
            });
            if (!taken) {
                opened.close(NORMAL, "");
            }
        }

        @Override
        public void text(String message) {
            whenCurrent(() -> receive(message));
        }

        @Override
        public void closed(int code, String reason) {
            whenCurrent(() -> lost(code, reason));
        }

        /** After the loop has stopped nobody is left to be told. */
        private void whenCurrent(Runnable task) {
            loop.execute(() -> {
                if (number == attempt) {
                    task.run();
                }
            });
        }
    }
}
