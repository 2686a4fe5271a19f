package org.roomcast.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.roomcast.testing.StreamClient;
import org.roomcast.testing.TestClient;

/**
 * A client that opens a connection and a stream of events before the first test and then says nothing: its library
 * answers pings.
 */
final class Idler {

    private static Idler only;

    private final TestClient client;
    private final String room;
    private final StreamClient stream;
    private final long since = System.nanoTime();

    private Idler(TestClient client, String room, StreamClient stream) {
        this.client = client;
        this.room = room;
        this.stream = stream;
    }

    /** The one of this run, which is opened with the first call. */
    static synchronized Idler only() {
        if (only == null) {
            String room = ClientSuite.fresh("idle");
            only = new Idler(
                    ClientSuite.connect("/ws/chat?user=idler"),
                    room,
                    StreamClient.open(ClientSuite.http("/api/rooms/" + room + "/events")));
        }
        return only;
    }

    TestClient client() {
        return client;
    }

    /** The room that nothing happens in, and its stream. */
    String room() {
        return room;
    }

    StreamClient stream() {
        return stream;
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
