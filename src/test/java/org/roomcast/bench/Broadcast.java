package org.roomcast.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * One member of a room publishes, all count.
 *
 * <p>Messages are numbered without gaps. A member must hear each number exactly once and in order; a message is
 * finished when all have heard it, and another is sent for it, so that the window's number are under way.
 */
final class Broadcast implements Member {
    // Under load a delivery comes every few microseconds; a silence as long as this is a loss.
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(2);
    private static final int PROBES = 10;
    private static final int UNHEARD = -1;

    private final Loop loop;
    private final Dialect dialect;
    private final String room;
    private final int[] heard;
    private final int[] listeners;
    private final long[] sentAt;
    private final Latencies latencies = new Latencies();
    private int sent;
    private int finished;
    private int goal;
    private int window = 1;
    private long deliveries;

    /** A room for {@code members}, in which at most {@code messages} are to be published. */
    Broadcast(Loop loop, Dialect dialect, String room, int members, int messages) {
        this.loop = loop;
        this.dialect = dialect;
        this.room = room;
        heard = new int[members];
        Arrays.fill(heard, UNHEARD);
        listeners = new int[messages + PROBES];
        sentAt = new long[messages + PROBES];
    }

    /** Opens the connections and publishes until a message has reached them all. */
    void gather() throws IOException {
        loop.open(heard.length, dialect, number -> dialect.path(room, number), this);
        for (int probe = 0; probe < PROBES; probe++) {
            int number = sent;
            goal = sent + 1;
            send();
            if (loop.await(PROBE_PATIENCE, () -> listeners[number] == heard.length)) {
                finished = sent;
                return;
            }
        }
        throw new BenchException("Not all connections are in the room after " + PROBES + " messages");
    }

    /** Publishes {@code messages} with at most {@code underWay} unfinished, and waits until all are finished. */
    void publish(int messages, int underWay) throws IOException {
        latencies.clear();
        deliveries = 0;
        window = underWay;
        goal = sent + messages;
        fill();
        long before;
        do {
            before = deliveries;
            if (loop.await(SILENCE, () -> finished == goal)) {
                return;
            }
        } while (deliveries > before);
        throw new BenchException(
                "Message " + finished + " reached " + listeners[finished] + " members of " + heard.length);
    }

    Latencies latencies() {
        return latencies;
    }

    long deliveries() {
        return deliveries;
    }

    @Override
    public void text(int member, ByteBuffer in, int from, int end) {
        long now = System.nanoTime();
        int at = Payload.find(in, from, end);
        if (at < 0) {
            requireNoError(in, from, end);
        }
        while (at >= 0) {
            hear(member, Payload.number(in, at), now);
            at = Payload.find(in, at + Payload.BYTES, end);
        }
        fill();
    }

    private void hear(int member, int number, long now) {
        int last = heard[member];
        if (last != UNHEARD && number != last + 1) {
            throw new BenchException("Member " + member + " heard message " + number + " after " + last);
        }
        heard[member] = number;
        deliveries++;
        latencies.add(now - sentAt[number]);
        if (++listeners[number] == heard.length) {
            finished = number + 1;
        }
    }

    private void fill() {
        while (sent < goal && sent - finished < window) {
            send();
        }
    }

    private void send() {
        sentAt[sent] = System.nanoTime();
        try {
            loop.connection(0).send(Frames.text(dialect.publish(room, Payload.text(sent))));
        } catch (IOException e) {
            throw new BenchException("A message could not be published", e);
        }
        sent++;
    }

    private static void requireNoError(ByteBuffer in, int from, int end) {
        String frame = Connection.string(in, from, end);
        if (frame.contains("\"type\":\"error\"") || frame.contains("\"type\":\"goodbye\"")) {
            throw new BenchException("The server said " + frame);
        }
    }

    @Override
    public void heartbeat(int member) {
        // Nothing to count: a broadcast is over before the heartbeats say anything.
    }

    @Override
    public void lost(int member, String why) {
        throw new BenchException("Member " + member + " was lost: " + why);
    }
}
