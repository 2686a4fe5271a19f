package org.roomcast.servers.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A program that composes the server matrix of what the servers' tests have recorded, and prints it. */
public final class Matrix {

    private static final Path FILE = Path.of("target/server-matrix.md");
    private static final Cell NOT_SEEN = new Cell(
            Outcome.LEFT_OUT,
            List.of("Not run here: the server's login and the order"
                    + " desk run on WildFly and Tomcat 10.1, the fuzzing client on the embedded server with the base JDK and on"
                    + " Tomcat 10.1."));
    /** The columns' order; what is not named comes last. */
    private static final List<String> ORDER = List.of(
            "embedded.json",
            "embedded-newest.json",
            "wildfly.json",
            "payara.json",
            "payara-micro.json",
            "tomcat10.json",
            "tomcat11.json");

    private final List<Results> columns;
    private final List<String> footnotes = new ArrayList<>();

    Matrix(List<Results> columns) {
        this.columns = List.copyOf(columns);
    }

    public static void main(String[] args) throws IOException {
        String text = new Matrix(recorded()).markdown();
        Files.writeString(FILE, text);
        System.out.println(text);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append("\n| --- |").append(" :-: |".repeat(columns.size())).append('\n');
        String section = "";
        for (Behaviour row : rows()) {
            if (!row.section().equals(section)) {
                section = row.section();
                text.append("| **")
                        .append(section)
                        .append("** |")
                        .append(" |".repeat(columns.size()))
                        .append('\n');
            }
            text.append("| ").append(row.text()).append(" |");
            columns.forEach(column -> text.append(' ')
                    .append(cell(column.cells().getOrDefault(row, NOT_SEEN)))
                    .append(" |"));
            text.append('\n');
        }
        for (int i = 0; i < footnotes.size(); i++) {
            text.append('\n').append(i + 1).append(". ").append(footnotes.get(i));
        }
        return text.append('\n').toString();
    }

    private String cell(Cell cell) {
        StringBuilder text = new StringBuilder(cell.outcome().sign());
        for (String note : cell.notes()) {
            if (!footnotes.contains(note)) {
                footnotes.add(note);
            }
            text.append(" <sup>").append(footnotes.indexOf(note) + 1).append("</sup>");
        }
        return text.toString();
    }

    private SortedSet<Behaviour> rows() {
        SortedSet<Behaviour> rows = new TreeSet<>();
        columns.forEach(column -> rows.addAll(column.cells().keySet()));
        return rows;
    }

    private static List<Results> recorded() throws IOException {
        if (!Files.isDirectory(Results.FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Results.FOLDER)) {
            return files.sorted(Comparator.comparingInt(Matrix::place))
                    .map(Results::read)
                    .toList();
        }
    }

    private static int place(Path file) {
        int place = ORDER.indexOf(file.getFileName().toString());
        return place < 0 ? ORDER.size() : place;
    }
}
