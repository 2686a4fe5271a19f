package org.roomcast.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that documents name in their claims, and those that there are. */
final class NamedTests {

    static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test|Contract))\\.(\\w+)`");
    private static final Pattern WHOLE = Pattern.compile("`([A-Z]\\w+(?:IT|Test|Contract))`");
    static final Pattern SCRIPT = Pattern.compile("`([\\w-]+\\.test\\.mjs)`");
    /** Tests have no modifier, helpers are private. */
    private static final Pattern METHOD = Pattern.compile("(?m)^    void (\\w+)\\(");

    private NamedTests() {}

    static List<MatchResult> in(Path document, Pattern kind) throws IOException {
        return kind.matcher(Files.readString(document)).results().toList();
    }

    /** @return what the document names and is not there */
    static List<String> missing(Path document) throws IOException {
        Map<String, List<String>> tests = tests();
        List<String> missing = new ArrayList<>();
        for (MatchResult test : in(document, TEST)) {
            if (!tests.getOrDefault(test.group(1), List.of()).contains(test.group(2))) {
                missing.add(test.group());
            }
        }
        for (MatchResult whole : in(document, WHOLE)) {
            if (!tests.containsKey(whole.group(1))) {
                missing.add(whole.group());
            }
        }
        for (MatchResult script : in(document, SCRIPT)) {
            if (!Files.exists(Path.of("src/test/js", script.group(1)))) {
                missing.add(script.group());
            }
        }
        return missing;
    }

    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> methods = METHOD.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                tests.computeIfAbsent(file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                        .addAll(methods);
            }
        }
        return tests;
    }
}
