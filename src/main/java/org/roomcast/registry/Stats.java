package org.roomcast.registry;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.roomcast.limits.Limit;
import org.roomcast.limits.Refusals;

/** Counts what the server does, from its start. Cheap to write from every thread. */
public final class Stats {

    private final LongAdder framesReceived = new LongAdder();
    private final LongAdder framesSent = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder slowReaders = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder logHits = new LongAdder();
    private final LongAdder logMisses = new LongAdder();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder notRecovered = new LongAdder();
    private final DayCounter publishedToday;
    private final Refusals byLimit = new Refusals();

    Stats(Clock clock) {
        this.publishedToday = new DayCounter(clock);
    }

    /** A frame came from a client. */
    public void frameReceived() {
        framesReceived.increment();
    }

    void sent(int frames, long bytes) {
        framesSent.add(frames);
        bytesSent.add(bytes);
    }

    void publicationAccepted() {
        published.increment();
        publishedToday.increment();
    }

    /** A request was answered with an error. */
    public void requestRefused() {
        refused.increment();
    }

    /** Something was refused for this limit. */
    public void refused(Limit limit) {
        byLimit.count(limit);
    }

    /** How often something was refused for this limit. */
    public long refusals(Limit limit) {
        return byLimit.of(limit);
    }

    void connectionOpened() {
        opened.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void slowReaderCut() {
        slowReaders.increment();
    }

    /** Something failed inside the server. */
    public void failed() {
        failures.increment();
    }

    void logHit() {
        logHits.increment();
    }

    void logMiss() {
        logMisses.increment();
    }

    void resumed(boolean isRecovered) {
        (isRecovered ? recovered : notRecovered).increment();
    }

    /** Joins with {@code since}, by whether the history reached back. */
    public long resumes(boolean isRecovered) {
        return (isRecovered ? recovered : notRecovered).sum();
    }

    /** Joins and requests for recent events that were answered from memory. */
    public long historyCacheHits() {
        return logHits.sum();
    }

    /** Reads of the history store: a log's end when its room comes into use, and pages of older events. */
    public long historyCacheMisses() {
        return logMisses.sum();
    }

    /** Frames that clients have sent. */
    public long framesReceived() {
        return framesReceived.sum();
    }

    /** Frames handed to the network. */
    public long framesSent() {
        return framesSent.sum();
    }

    /** Bytes of the frames handed to the network. */
    public long bytesSent() {
        return bytesSent.sum();
    }

    /** Publications accepted, private messages included. */
    public long published() {
        return published.sum();
    }

    /** The same since midnight of the clock's zone. */
    public long publishedToday() {
        return publishedToday.count();
    }

    /** Requests answered with an error. */
    public long requestsRefused() {
        return refused.sum();
    }

    public long connectionsOpened() {
        return opened.sum();
    }

    public long connectionsClosed() {
        return closed.sum();
    }

    /** Connections ended with 4202. */
    public long slowReadersCut() {
        return slowReaders.sum();
    }

    /** Failures inside the server, each logged with an incident id. */
    public long failures() {
        return failures.sum();
    }
}
