package org.roomcast.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How fast publications are taken into rooms with history: kept in memory, and in the H2 database. Rounds in turn. */
record DurableFigures(int publishers, int publications, List<Round> memory, List<Round> database) {

    /** @param rate publications answered in a second */
    record Round(double rate, double p50Millis, double p99Millis) {}

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Figures.median(rounds.stream().mapToDouble(figure).toArray());
    }

    double ratio() {
        return median(database, Round::rate) / median(memory, Round::rate);
    }
}
