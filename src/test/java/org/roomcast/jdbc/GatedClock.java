package org.roomcast.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;

/** A clock whose readers, once it is shut, keep the time that they read and wait with it until it is opened. */
final class GatedClock extends Clock {

    private final Clock clock;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean isShut;

    GatedClock(Clock clock) {
        this.clock = clock;
    }

    void shut() {
        isShut = true;
    }

    void open() {
        opened.countDown();
    }

    void awaitWaiting() {
        await(waiting);
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        if (isShut) {
            waiting.countDown();
            await(opened);
        }
        return now;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks for a zone");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
