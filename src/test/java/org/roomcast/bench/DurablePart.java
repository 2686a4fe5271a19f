package org.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.roomcast.bench.DurableFigures.Round;

/** Publishing into durable rooms beside rooms in memory, the servers taking turns. */
final class DurablePart {
    private static final int PUBLISHERS = 64;
    private static final int PUBLICATIONS = 20_000;
    private static final double MILLIS = 1e6;

    private final int rounds;
    private int rooms;

    DurablePart(int rounds) {
        this.rounds = rounds;
    }

    void run(Path work, Children children, Report report) throws IOException {
        List<Round> memory = new ArrayList<>();
        List<Round> database = new ArrayList<>();
        try (Child forgets = children.roomcast("memory", newFolder(work), List.of("-Droomcast.jdbc.url=none"));
                Child keeps = children.roomcast("durable", newFolder(work), List.of())) {
            for (int round = 0; round <= rounds; round++) {
                Round first = measure(forgets);
                Round second = measure(keeps);
                report.progress("publishing, round " + round + ": memory " + first + ", H2 " + second);
                // round 0 warms both up
                if (round > 0) {
                    memory.add(first);
                    database.add(second);
                }
            }
        }
        report.add(new DurableFigures(PUBLISHERS, PUBLICATIONS, memory, database));
    }

    private Round measure(Child server) throws IOException {
        try (Loop loop = new Loop(server.address())) {
            Publishing publishing = new Publishing(loop, PUBLISHERS);
            publishing.gather("bench-" + ++rooms);
            publishing.publish(PUBLICATIONS / 10);
            Duration took = publishing.publish(PUBLICATIONS);
            loop.leave();
            return new Round(
                    PUBLICATIONS / (took.toNanos() / 1e9),
                    publishing.latencies().percentile(0.5).toNanos() / MILLIS,
                    publishing.latencies().percentile(0.99).toNanos() / MILLIS);
        }
    }

    private static Path newFolder(Path work) throws IOException {
        return Files.createTempDirectory(work, "data");
    }
}
