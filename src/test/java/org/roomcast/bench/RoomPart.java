package org.roomcast.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One room with many members: what a delivery costs, the servers taking turns so that the machine's moods hit all. */
final class RoomPart {
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;

    private final Options options;
    private final Children children;
    private final Report report;
    private int rooms;

    RoomPart(Options options, Children children, Report report) {
        this.options = options;
        this.children = children;
        this.report = report;
    }

    void run(Path work) throws IOException, InterruptedException {
        Map<Dialect, Child> servers = start(work);
        for (int round = 0; round <= options.rounds(); round++) {
            for (int window : options.windows()) {
                for (Map.Entry<Dialect, Child> server : servers.entrySet()) {
                    turn(round, window, server.getKey(), server.getValue());
                }
            }
        }
        Optional<Child> roomcast = servers.entrySet().stream()
                .filter(server -> !server.getKey().ofPeer())
                .map(Map.Entry::getValue)
                .findFirst();
        if (roomcast.isPresent()) {
            noteHeap(roomcast.get());
        }
        servers.values().forEach(Child::close);
    }

    // What a delivery leaves behind shows here: all connections are gone.
    private void noteHeap(Child roomcast) throws IOException, InterruptedException {
        report.note("Roomcast's heap after a collection, when all had left: %d MiB."
                .formatted(Heap.liveKib(roomcast.pid()) / 1024));
    }

    private Map<Dialect, Child> start(Path work) throws IOException, InterruptedException {
        Map<Dialect, Child> servers = new EnumMap<>(Dialect.class);
        Optional<Child> peer = options.wants(Dialect.WS) ? children.peer() : Optional.empty();
        peer.ifPresent(child -> servers.put(Dialect.WS, child));
        if (options.wants(Dialect.WS) && peer.isEmpty()) {
            report.note("There is no node here, so the peer is left out and there are no ratios.");
        }
        if (options.wants(Dialect.PLAIN) || options.wants(Dialect.BATCH)) {
            Child roomcast = children.roomcast("rooms", Files.createTempDirectory(work, "data"), options.jvm());
            for (Dialect dialect : List.of(Dialect.PLAIN, Dialect.BATCH)) {
                if (options.wants(dialect)) {
                    servers.put(dialect, roomcast);
                }
            }
        }
        return servers;
    }

    private void turn(int round, int window, Dialect dialect, Child server) throws IOException {
        String name = dialect.label() + ", " + window + " under way, round " + round;
        try {
            Figures figures = measure(window, dialect, server);
            report.progress(name + ": " + figures.summary());
            // Round 0 is the servers' own warm-up: both compile while they run.
            if (round > 0) {
                report.add(dialect, window, figures);
            }
        } catch (BenchException e) {
            report.failure(name, e);
        }
    }

    private Figures measure(int window, Dialect dialect, Child server) throws IOException {
        try (Loop loop = new Loop(server.address())) {
            int messages = options.warmUp() + options.messages();
            Broadcast broadcast = new Broadcast(loop, dialect, "bench-" + ++rooms, options.members(), messages);
            broadcast.gather();
            broadcast.publish(options.warmUp(), window);
            Usage before = Usage.of(server.pid());
            long clientBefore = clientNanos();
            long began = System.nanoTime();
            broadcast.publish(options.messages(), window);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            long clientTook = clientNanos() - clientBefore;
            Usage after = Usage.of(server.pid());
            loop.leave();
            Duration used = after.cpu().minus(before.cpu());
            return figures(broadcast, took, used, clientTook, after.residentKib());
        }
    }

    private static Figures figures(Broadcast run, Duration took, Duration used, long clientNanos, long residentKib) {
        double deliveries = run.deliveries();
        return new Figures(
                used.toNanos() / MICROS / deliveries,
                deliveries / (took.toNanos() / 1e9),
                run.latencies().percentile(0.5).toNanos() / MILLIS,
                run.latencies().percentile(0.99).toNanos() / MILLIS,
                clientNanos / MICROS / deliveries,
                residentKib / 1024.0);
    }

    private static long clientNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
