package org.roomcast.docker;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile as its instructions.
 *
 * @param name the file's name
 */
record Dockerfile(String name, List<Instruction> instructions) {

    static final Path FOLDER = Path.of("docker");

    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S*))");

    /**
     * One instruction, its continuation lines joined.
     *
     * @param keyword FROM, RUN and so on
     * @param text what comes after it
     */
    record Instruction(String keyword, String text) {

        /** The options, such as {@code --from=build}. */
        List<String> flags() {
            return Arrays.stream(text.split("\\s+"))
                    .takeWhile(word -> word.startsWith("--"))
                    .toList();
        }

        /** What comes after the options. */
        String rest() {
            return text.replaceFirst("^(--\\S+\\s+)*", "");
        }

        List<String> words() {
            return List.of(rest().split("\\s+"));
        }

        boolean isExecForm() {
            return rest().startsWith("[");
        }

        /** The command of the exec form. */
        List<String> command() {
            try (JsonReader reader = Json.createReader(new StringReader(rest()))) {
                return reader.readArray().getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList();
            }
        }
    }

    static Dockerfile read(String name) {
        try {
            String joined = Files.readString(FOLDER.resolve(name))
                    .replaceAll("(?m)^\\s*#.*\\R?", "")
                    .replaceAll("\\\\\\R", " ");
            List<Instruction> all = joined.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.strip().split("\\s+", 2))
                    .map(parts -> new Instruction(parts[0], parts[1]))
                    .toList();
            return new Dockerfile(name, all);
        } catch (IOException missing) {
            throw new AssertionError("There is no " + name, missing);
        }
    }

    /** The instructions of the last stage, its FROM first. */
    List<Instruction> image() {
        return instructions.subList(start(), instructions.size());
    }

    /** The instructions of the stages before. */
    List<Instruction> build() {
        return instructions.subList(0, start());
    }

    private int start() {
        int start = 0;
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).keyword().equals("FROM")) {
                start = i;
            }
        }
        return start;
    }

    /** All instructions of that kind, of the last stage. */
    List<Instruction> all(String keyword) {
        return image().stream()
                .filter(instruction -> instruction.keyword().equals(keyword))
                .toList();
    }

    /** The one instruction of that kind in the last stage. */
    Instruction only(String keyword) {
        List<Instruction> found = all(keyword);
        if (found.size() != 1) {
            throw new AssertionError(name + " has " + found.size() + " instructions " + keyword);
        }
        return found.get(0);
    }

    /** The variables that the last stage sets. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Instruction instruction : all("ENV")) {
            Matcher assignment = ASSIGNMENT.matcher(instruction.text());
            while (assignment.find()) {
                String quoted = assignment.group(2);
                variables.put(assignment.group(1), quoted == null ? assignment.group(3) : quoted);
            }
        }
        return variables;
    }

    /** The last stage's command line: the entry point and its arguments. */
    List<String> commandLine() {
        List<String> line = new ArrayList<>(only("ENTRYPOINT").command());
        all("CMD").forEach(command -> line.addAll(command.command()));
        return line;
    }
}
