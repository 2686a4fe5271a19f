package org.roomcast.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what the parts of a run measured, and what went wrong. */
final class Report {
    private final Map<Integer, Map<Dialect, List<Figures>>> rooms = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Optional<IdleFigures> idle = Optional.empty();
    private Optional<StartFigures> starts = Optional.empty();
    private Optional<DurableFigures> durable = Optional.empty();

    void add(Dialect dialect, int window, Figures figures) {
        rooms.computeIfAbsent(window, first -> new EnumMap<>(Dialect.class))
                .computeIfAbsent(dialect, first -> new ArrayList<>())
                .add(figures);
    }

    void add(IdleFigures figures) {
        idle = Optional.of(figures);
    }

    void add(StartFigures figures) {
        starts = Optional.of(figures);
    }

    void add(DurableFigures figures) {
        durable = Optional.of(figures);
    }

    void note(String note) {
        notes.add(note);
    }

    void failure(String part, BenchException failure) {
        String cause = failure.getCause() == null ? "" : " (" + failure.getCause() + ")";
        failures.add(part + ": " + failure.getMessage() + cause);
        progress(part + " failed: " + failure.getMessage() + cause);
    }

    /** Says on the error output how far the bench is; the report alone goes to the output. */
    void progress(String line) {
        System.err.println(line);
    }

    /** The runs by window and dialect. */
    Map<Integer, Map<Dialect, List<Figures>>> rooms() {
        return rooms;
    }

    Optional<IdleFigures> idle() {
        return idle;
    }

    Optional<StartFigures> starts() {
        return starts;
    }

    Optional<DurableFigures> durable() {
        return durable;
    }

    List<String> notes() {
        return notes;
    }

    List<String> failures() {
        return failures;
    }
}
