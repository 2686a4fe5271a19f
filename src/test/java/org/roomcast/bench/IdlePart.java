package org.roomcast.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/** Thousands of connections that say nothing, held by a server of small memory until each has had a heartbeat. */
final class IdlePart implements Member {
    private static final List<String> SMALL = List.of("-Xmx256m");
    private static final int ROOM_SIZE = 100;
    // The server's interval is 25 s by default; the slowest machine is late by as much again.
    private static final Duration HEARTBEATS = Duration.ofSeconds(50);
    private static final Duration PONGS = Duration.ofSeconds(30);

    private final int count;
    private final BitSet beaten = new BitSet();
    private final BitSet answered = new BitSet();
    private final BitSet lost = new BitSet();
    private String lastLoss = "";

    IdlePart(int count) {
        this.count = count;
    }

    void run(Path work, Children children, Report report) throws IOException, InterruptedException {
        try (Child server = children.roomcast("idle", Files.createTempDirectory(work, "data"), SMALL);
                Loop loop = new Loop(server.address())) {
            long heapBefore = Heap.liveKib(server.pid());
            long residentBefore = Usage.of(server.pid()).residentKib();
            long began = System.nanoTime();
            loop.open(count, Dialect.BATCH, number -> Dialect.BATCH.path("idle-" + number / ROOM_SIZE, number), this);
            Duration opening = Duration.ofNanos(System.nanoTime() - began);
            report.progress(count + " connections are open after " + opening.toMillis() + " ms");
            loop.await(HEARTBEATS, () -> all(beaten));
            Usage held = Usage.of(server.pid());
            for (int number = lost.nextClearBit(0); number < count; number = lost.nextClearBit(number + 1)) {
                loop.connection(number).send(Frames.text("{\"type\":\"ping\"}"));
            }
            loop.await(PONGS, () -> all(answered));
            report.add(new IdleFigures(
                    count,
                    opening,
                    residentBefore,
                    held.residentKib(),
                    heapBefore,
                    Heap.liveKib(server.pid()),
                    beaten.cardinality(),
                    answered.cardinality(),
                    lost.cardinality(),
                    lastLoss));
        }
    }

    private boolean all(BitSet set) {
        return set.cardinality() + lost.cardinality() == count;
    }

    @Override
    public void text(int member, ByteBuffer in, int from, int end) {
        if (Connection.string(in, from, end).contains("\"type\":\"pong\"")) {
            answered.set(member);
        }
    }

    @Override
    public void heartbeat(int member) {
        beaten.set(member);
    }

    @Override
    public void lost(int member, String why) {
        lost.set(member);
        beaten.clear(member);
        answered.clear(member);
        lastLoss = why;
    }
}
