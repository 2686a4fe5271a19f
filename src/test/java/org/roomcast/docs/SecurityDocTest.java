package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A claim about security stands beside the test that shows it; this shows that the test is there. */
class SecurityDocTest {

    private static final Path DOCUMENT = Path.of("docs/SECURITY.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:IT|Test))\\.(\\w+)`");
    private static final Pattern NAMED_SCRIPT = Pattern.compile("`([\\w-]+\\.test\\.mjs)`");
    /** Tests have no modifier, helpers are private. */
    private static final Pattern TEST_METHOD = Pattern.compile("(?m)^    void (\\w+)\\(");

    /** A row of the tables that answer a list point by point. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?:V[0-9.]+|W[0-9]+) \\|.*$");

    @Test
    void everyTestThatTheDocumentNamesExists() throws IOException {
        List<MatchResult> named =
                NAMED.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(named).hasSizeGreaterThan(40);
        Map<String, List<String>> tests = tests();
        for (MatchResult test : named) {
            assertThat(tests).as("the class of %s", test.group()).containsKey(test.group(1));
            assertThat(tests.get(test.group(1)))
                    .as("the tests of %s", test.group(1))
                    .contains(test.group(2));
        }
    }

    @Test
    void everyScriptThatTheDocumentNamesExists() throws IOException {
        List<MatchResult> named =
                NAMED_SCRIPT.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(named).isNotEmpty();
        for (MatchResult script : named) {
            assertThat(Path.of("src/test/js", script.group(1))).exists();
        }
    }

    @Test
    void everyPointIsShownByATestOrSaysWhoseItIs() throws IOException {
        List<MatchResult> rows =
                ROW.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(rows).hasSizeGreaterThan(40);
        for (MatchResult row : rows) {
            boolean isShown = NAMED.matcher(row.group()).find()
                    || NAMED_SCRIPT.matcher(row.group()).find();
            assertThat(isShown || row.group().contains("not tested:"))
                    .as(row.group())
                    .isTrue();
        }
    }

    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                tests.put(
                        name,
                        TEST_METHOD
                                .matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group(1))
                                .toList());
            }
        }
        return tests;
    }
}
