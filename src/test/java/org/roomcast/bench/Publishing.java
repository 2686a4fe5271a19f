package org.roomcast.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishers that each wait for the answer to a publication before the next; each is alone in a room and hears nothing of
 * itself, so that what is measured is taking and keeping, and not delivering.
 */
final class Publishing implements Member {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String ACK = "\"action\":\"publish\"";

    private final Loop loop;
    private final List<String> rooms = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final long[] sentAt;
    private long sent;
    private long acked;
    private long goal;

    Publishing(Loop loop, int publishers) {
        this.loop = loop;
        this.sentAt = new long[publishers];
    }

    void gather(String room) throws IOException {
        for (int number = 0; number < sentAt.length; number++) {
            rooms.add(room + '-' + number);
        }
        loop.open(sentAt.length, Dialect.PLAIN, number -> Dialect.PLAIN.path(rooms.get(number), number), this);
    }

    /** Publishes so many together. @return what it took */
    Duration publish(int publications) throws IOException {
        latencies.clear();
        sent = 0;
        acked = 0;
        goal = publications;
        long began = System.nanoTime();
        for (int number = 0; number < sentAt.length; number++) {
            next(number);
        }
        loop.await("publications to be answered", SILENCE.multipliedBy(4), () -> acked == goal);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Latencies latencies() {
        return latencies;
    }

    private void next(int number) {
        if (sent == goal) {
            return;
        }
        sent++;
        sentAt[number] = System.nanoTime();
        String frame = "{\"type\":\"publish\",\"id\":1,\"room\":\"" + rooms.get(number)
                + "\",\"echo\":false,\"data\":\"" + Payload.text(number) + "\"}";
        try {
            loop.connection(number).send(Frames.text(frame));
        } catch (IOException e) {
            throw new BenchException("A message could not be published", e);
        }
    }

    @Override
    public void text(int member, ByteBuffer in, int from, int end) {
        String frame = Connection.string(in, from, end);
        if (frame.contains(ACK)) {
            latencies.add(System.nanoTime() - sentAt[member]);
            acked++;
            next(member);
        } else if (frame.contains("\"type\":\"error\"") || frame.contains("\"type\":\"goodbye\"")) {
            throw new BenchException("The server said " + frame);
        }
    }

    @Override
    public void heartbeat(int member) {
        // nothing to count
    }

    @Override
    public void lost(int member, String why) {
        throw new BenchException("Publisher " + member + " was lost: " + why);
    }
}
