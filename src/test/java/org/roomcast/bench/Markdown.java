package org.roomcast.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a report as Markdown. */
final class Markdown {
    private static final double KIB = 1024;

    private final StringBuilder text = new StringBuilder();

    private Markdown() {}

    static String of(Report report, Options options) {
        Markdown markdown = new Markdown();
        markdown.head();
        report.notes().forEach(note -> markdown.line("%n%s", note));
        if (!report.rooms().isEmpty()) {
            markdown.rooms(report.rooms(), options);
        }
        report.idle().ifPresent(markdown::idle);
        report.durable().ifPresent(markdown::durable);
        report.starts().ifPresent(markdown::starts);
        markdown.verdicts(Targets.judge(report));
        markdown.failures(report.failures());
        return markdown.text.toString();
    }

    private void head() {
        line("# Bench%n");
        line(
                "%s, %d processors, Java %s, %s %s.",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    private void rooms(Map<Integer, Map<Dialect, List<Figures>>> rooms, Options options) {
        line("%n## A room of %d%n", options.members());
        line("%d messages of %d bytes a run, after %d;", options.messages(), Payload.BYTES, options.warmUp());
        line("medians of %d rounds. CPU is the server process's, user and system, for a delivery.%n", options.rounds());
        line("| under way | server | CPU µs | (least–most) | × ws | deliveries/s | p50 ms | p99 ms | RSS MiB "
                + "| client's CPU µs |");
        line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        rooms.forEach((window, dialects) ->
                dialects.forEach((dialect, runs) -> row(window, dialect, runs, dialects.get(Dialect.WS))));
    }

    private void row(int window, Dialect dialect, List<Figures> runs, List<Figures> peer) {
        Figures median = Figures.median(runs);
        double least = runs.stream().mapToDouble(Figures::cpuMicros).min().orElse(0);
        double most = runs.stream().mapToDouble(Figures::cpuMicros).max().orElse(0);
        String ratio = peer == null
                ? "–"
                : format("%.2f", median.cpuMicros() / Figures.median(peer).cpuMicros());
        line(
                "| %d | %s | %.2f | %.2f–%.2f | %s | %,.0f | %.1f | %.1f | %.0f | %.2f |",
                window,
                dialect.label(),
                median.cpuMicros(),
                least,
                most,
                ratio,
                median.deliveriesPerSecond(),
                median.p50Millis(),
                median.p99Millis(),
                median.residentMib(),
                median.clientMicros());
    }

    private void idle(IdleFigures idle) {
        line("%n## %,d idle connections, -Xmx256m%n", idle.connections());
        line("| | before | held | a connection |");
        line("| --- | --- | --- | --- |");
        memory("RSS", idle.residentBefore(), idle.residentHeld(), idle.connections());
        memory("heap after a collection", idle.heapBefore(), idle.heapHeld(), idle.connections());
        line(
                "%nOpened within %.1f s; %,d had the server's heartbeat, %,d had their ping answered, %,d were lost%s.",
                seconds(idle.opening()), idle.beaten(), idle.answered(), idle.lost(), loss(idle));
    }

    private void memory(String what, long before, long held, int connections) {
        double each = (double) (held - before) / connections;
        line("| %s | %.0f MiB | %.0f MiB | %.1f KiB |", what, before / KIB, held / KIB, each);
    }

    private static String loss(IdleFigures idle) {
        return idle.lost() == 0 ? "" : " (" + idle.lastLoss() + ")";
    }

    private void durable(DurableFigures figures) {
        line("%n## Publishing into rooms with history%n");
        line(
                "%d publishers, each alone in its room and with one publication under way; %,d of %d bytes a round; medians.%n",
                figures.publishers(), figures.publications(), Payload.BYTES);
        line("| kept | publications/s | p50 ms | p99 ms | × memory |");
        line("| --- | --- | --- | --- | --- |");
        durable("in memory", figures.memory(), 1);
        durable("in H2", figures.database(), figures.ratio());
    }

    private void durable(String kept, List<DurableFigures.Round> rounds, double ratio) {
        line(
                "| %s | %,.0f | %.1f | %.1f | %.2f |",
                kept,
                DurableFigures.median(rounds, DurableFigures.Round::rate),
                DurableFigures.median(rounds, DurableFigures.Round::p50Millis),
                DurableFigures.median(rounds, DurableFigures.Round::p99Millis),
                ratio);
    }

    private void starts(StartFigures starts) {
        line("%n## From the process's start to the first answer%n");
        line("| data folder | median s | slowest s | CPU s |");
        line("| --- | --- | --- | --- |");
        start("new", starts.first());
        start("kept", starts.again());
    }

    private void start(String data, List<StartFigures.Start> starts) {
        line(
                "| %s | %.2f | %.2f | %.2f |",
                data,
                StartFigures.medianSeconds(starts, StartFigures.Start::took),
                StartFigures.slowestSeconds(starts),
                StartFigures.medianSeconds(starts, StartFigures.Start::cpu));
    }

    private void verdicts(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        line("%n## Targets%n");
        line("| target | measured | |");
        line("| --- | --- | --- |");
        for (Verdict verdict : verdicts) {
            line("| %s | %s | %s |", verdict.target(), verdict.measured(), verdict.met() ? "met" : "**missed**");
        }
    }

    private void failures(List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        line("%n## Failures%n");
        failures.forEach(failure -> line("* %s", failure));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void line(String pattern, Object... values) {
        text.append(format(pattern, values)).append('\n');
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
