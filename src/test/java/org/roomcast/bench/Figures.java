package org.roomcast.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What one run measured; {@code clientMicros} is the load client's own processor time for a delivery. */
record Figures(
        double cpuMicros,
        double deliveriesPerSecond,
        double p50Millis,
        double p99Millis,
        double clientMicros,
        double residentMib) {

    String summary() {
        return String.format(
                Locale.ROOT,
                "%.2f µs a delivery, %,.0f deliveries/s, p50 %.1f ms, p99 %.1f ms",
                cpuMicros,
                deliveriesPerSecond,
                p50Millis,
                p99Millis);
    }

    /** Each figure's own median over the runs. */
    static Figures median(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::cpuMicros),
                median(runs, Figures::deliveriesPerSecond),
                median(runs, Figures::p50Millis),
                median(runs, Figures::p99Millis),
                median(runs, Figures::clientMicros),
                median(runs, Figures::residentMib));
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
