package org.roomcast.servers.matrix;

import java.util.List;
import java.util.stream.Stream;

/** What was seen of one behaviour on one server. Immutable. */
record Cell(Outcome outcome, List<String> notes) {

    Cell {
        notes = List.copyOf(notes);
    }

    Cell and(Cell other) {
        return new Cell(
                outcome.and(other.outcome),
                Stream.concat(notes.stream(), other.notes.stream()).distinct().toList());
    }
}
