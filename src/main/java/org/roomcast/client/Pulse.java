package org.roomcast.client;

import java.time.Duration;

/**
 * Notices a connection that died without a word. A container answers the server's ping control frames by itself and
 * tells nobody, so after a silent interval the server is asked with a frame; when still nothing comes, the connection is
 * declared dead. For the client's thread.
 */
final class Pulse {

    /** What is asked on suspicion is answered soon, or never. */
    private static final Duration QUICK = Duration.ofSeconds(3);

    private final Loop loop;
    private final Runnable probe;
    private final Runnable dead;
    private Loop.Timer timer = Loop.Timer.NONE;
    private Duration interval = Duration.ZERO;
    private Duration timeout = Duration.ZERO;
    private long heardAt;
    private boolean running;
    private boolean asked;

    Pulse(Loop loop, Runnable probe, Runnable dead) {
        this.loop = loop;
        this.probe = probe;
        this.dead = dead;
    }

    void start(Duration silence, Duration patience) {
        stop();
        interval = silence;
        timeout = patience;
        running = true;
        heard();
        watch();
    }

    void stop() {
        running = false;
        asked = false;
        timer.cancel();
    }

    void heard() {
        heardAt = loop.nanos();
        asked = false;
    }

    /** There is reason to doubt the connection: asks now, and does not wait long. */
    void doubt() {
        if (running && !asked) {
            timer.cancel();
            ask(QUICK.compareTo(timeout) < 0 ? QUICK : timeout);
        }
    }

    private void watch() {
        Duration silent = Duration.ofNanos(loop.nanos() - heardAt);
        if (silent.compareTo(interval) >= 0) {
            ask(timeout);
        } else {
            timer = loop.after(interval.minus(silent), this::watch);
        }
    }

    private void ask(Duration patience) {
        asked = true;
        timer = loop.after(patience, this::judge);
        probe.run();
    }

    private void judge() {
        if (asked) {
            dead.run();
        } else {
            watch();
        }
    }
}
