package org.roomcast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is promised of the standalone server's speed, judged by a run. */
final class Targets {
    private static final double PLAIN = 2;
    private static final double BATCH = 0.3;
    // Where few messages wait for a connection, there is little to put into one.
    private static final int BATCH_WINDOW = 32;
    private static final double DURABLE = 1.0 / 3;
    private static final Duration START = Duration.ofSeconds(3);

    private Targets() {}

    static List<Verdict> judge(Report report) {
        List<Verdict> verdicts = new ArrayList<>();
        report.rooms().forEach((window, runs) -> {
            if (runs.containsKey(Dialect.WS)) {
                judge(verdicts, window, runs);
            }
        });
        report.idle()
                .ifPresent(idle -> verdicts.add(new Verdict(
                        idle.connections() + " idle connections with -Xmx256m",
                        idle.answered() + " answered, " + idle.lost() + " lost",
                        idle.allHeld())));
        report.durable()
                .ifPresent(durable -> verdicts.add(new Verdict(
                        "publishing into H2 at least a third of memory's rate",
                        format("%.2f ×", durable.ratio()),
                        durable.ratio() >= DURABLE)));
        report.starts().ifPresent(starts -> {
            // The median, for one start may meet whatever else the machine does.
            double took = Math.max(
                    StartFigures.medianSeconds(starts.first(), StartFigures.Start::took),
                    StartFigures.medianSeconds(starts.again(), StartFigures.Start::took));
            verdicts.add(new Verdict(
                    "answers within " + START.toSeconds() + " s of its start",
                    format("%.2f s", took),
                    took <= START.toSeconds()));
        });
        return verdicts;
    }

    private static void judge(List<Verdict> verdicts, int window, Map<Dialect, List<Figures>> runs) {
        double peer = Figures.median(runs.get(Dialect.WS)).cpuMicros();
        if (runs.containsKey(Dialect.PLAIN)) {
            verdicts.add(judge(Dialect.PLAIN, window, runs, peer, PLAIN));
        }
        if (runs.containsKey(Dialect.BATCH) && window == BATCH_WINDOW) {
            verdicts.add(judge(Dialect.BATCH, window, runs, peer, BATCH));
        }
    }

    private static Verdict judge(
            Dialect dialect, int window, Map<Dialect, List<Figures>> runs, double peer, double target) {
        double ratio = Figures.median(runs.get(dialect)).cpuMicros() / peer;
        String what = format("%s at most %.1f × ws, %d under way", dialect.label(), target, window);
        return new Verdict(what, format("%.2f ×", ratio), ratio <= target);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
