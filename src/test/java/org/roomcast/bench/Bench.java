package org.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the standalone server beside a peer in one run, from the project's folder, and writes a report. */
public final class Bench {
    private static final Path WORK = Path.of("target", "bench");

    private final Options options;
    private final Report report;
    private final Path work;

    private Bench(Options options) throws IOException {
        this.options = options;
        report = new Report();
        work = Files.createDirectories(WORK).toAbsolutePath();
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        new Bench(Options.parse(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        try (Children children = new Children(work)) {
            attempt("rooms", () -> new RoomPart(options, children, report).run(work));
            if (options.wants("idle")) {
                attempt("idle", () -> new IdlePart(options.idle()).run(work, children, report));
            }
            if (options.wants("durable")) {
                attempt("durable", () -> new DurablePart(options.rounds()).run(work, children, report));
            }
            if (options.wants("start")) {
                attempt("start", () -> StartPart.run(options.starts(), work, children, report));
            }
        }
        String text = Markdown.of(report, options);
        Files.writeString(work.resolve("report.md"), text);
        System.out.println(text);
        if (!report.failures().isEmpty()) {
            throw new BenchException("Not all could be measured: " + report.failures());
        }
    }

    private void attempt(String name, Part part) throws IOException, InterruptedException {
        try {
            part.run();
        } catch (BenchException e) {
            report.failure(name, e);
        }
    }

    /** A part of the run; one that fails does not keep the others from running. */
    @FunctionalInterface
    private interface Part {
        void run() throws IOException, InterruptedException;
    }
}
