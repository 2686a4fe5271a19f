package org.roomcast.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How long the starts took: each on a new data folder, and each once more on the same. */
record StartFigures(List<Start> first, List<Start> again) {

    /**
     * One start.
     *
     * @param took from the process's start to its first answer
     * @param cpu the processor time that it took for that, which tells a slow start from a busy machine
     */
    record Start(Duration took, Duration cpu) {}

    static double medianSeconds(List<Start> starts, Function<Start, Duration> figure) {
        return Figures.median(seconds(starts, figure));
    }

    static double slowestSeconds(List<Start> starts) {
        double slowest = 0;
        for (double took : seconds(starts, Start::took)) {
            slowest = Math.max(slowest, took);
        }
        return slowest;
    }

    private static double[] seconds(List<Start> starts, Function<Start, Duration> figure) {
        return starts.stream()
                .mapToDouble(start -> figure.apply(start).toMillis() / 1000.0)
                .toArray();
    }
}
