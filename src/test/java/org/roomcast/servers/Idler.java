package org.roomcast.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.roomcast.testing.TestClient;

/** A client that opens a connection before the first test and then says nothing: its library answers pings. */
final class Idler {

    private static Idler only;

    private final TestClient client;
    private final long since = System.nanoTime();

    private Idler(TestClient client) {
        this.client = client;
    }

    /** The one of this run, which is opened with the first call. */
    static synchronized Idler only() {
        if (only == null) {
            only = new Idler(ClientSuite.connect("/ws/chat?user=idler"));
        }
        return only;
    }

    TestClient client() {
        return client;
    }

    /** Waits until it has been there for so long; most of the time the other tests have seen to that. */
    void stay(Duration span) {
        long left = span.toNanos() - (System.nanoTime() - since);
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = span.toNanos() - (System.nanoTime() - since);
        }
    }
}
