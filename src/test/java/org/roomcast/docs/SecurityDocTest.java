package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A claim about security stands beside the test that shows it; this shows that the test is there. */
class SecurityDocTest {

    private static final Path DOCUMENT = Path.of("docs/SECURITY.md");
    /** A row of the tables that answer a list point by point. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?:V[0-9.]+|W[0-9]+) \\|.*$");

    @Test
    void everyTestThatTheDocumentNamesExists() throws IOException {
        assertThat(NamedTests.in(DOCUMENT, NamedTests.TEST)).hasSizeGreaterThan(40);
        assertThat(NamedTests.in(DOCUMENT, NamedTests.SCRIPT)).isNotEmpty();
        assertThat(NamedTests.missing(DOCUMENT)).isEmpty();
    }

    @Test
    void everyPointIsShownByATestOrSaysWhoseItIs() throws IOException {
        List<MatchResult> rows = NamedTests.in(DOCUMENT, ROW);
        assertThat(rows).hasSizeGreaterThan(40);
        for (MatchResult row : rows) {
            boolean isShown = NamedTests.TEST.matcher(row.group()).find()
                    || NamedTests.SCRIPT.matcher(row.group()).find();
            assertThat(isShown || row.group().contains("not tested:"))
                    .as(row.group())
                    .isTrue();
        }
    }
}
