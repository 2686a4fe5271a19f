package org.roomcast.servers.matrix;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen on one server: a column of the matrix. Kept as a JSON file. */
final class Results {

    static final Path FOLDER = Path.of("target/server-matrix");

    private final String title;
    private final Path file;
    private final Map<Behaviour, Cell> cells = new TreeMap<>();

    private Results(String title, Path file) {
        this.title = title;
        this.file = file;
    }

    /** Empty ones of the server that the build has chosen for this JVM. */
    static Results ofThisRun() {
        String title = System.getProperty("server.title") + ", JDK "
                + Runtime.version().feature();
        return new Results(title, FOLDER.resolve(System.getProperty("server.column") + ".json"));
    }

    static Results read(Path file) {
        try (Reader text = Files.newBufferedReader(file);
                JsonReader json = Json.createReader(text)) {
            JsonObject stored = json.readObject();
            Results results = new Results(stored.getString("title"), file);
            for (JsonObject row : stored.getJsonArray("rows").getValuesAs(JsonObject.class)) {
                results.add(
                        new Behaviour(row.getString("section"), row.getString("behaviour")),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getJsonArray("notes").getValuesAs(JsonString::getString));
            }
            return results;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    synchronized void add(Behaviour behaviour, Outcome outcome, List<String> notes) {
        cells.merge(behaviour, new Cell(outcome, notes), Cell::and);
    }

    synchronized void write() {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        cells.forEach((behaviour, cell) -> rows.add(Json.createObjectBuilder()
                .add("section", behaviour.section())
                .add("behaviour", behaviour.text())
                .add("outcome", cell.outcome().name())
                .add("notes", Json.createArrayBuilder(cell.notes()))));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Json.createObjectBuilder()
                            .add("title", title)
                            .add("rows", rows)
                            .build()
                            .toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    String title() {
        return title;
    }

    Map<Behaviour, Cell> cells() {
        return cells;
    }
}
