package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A promise stands beside the test that shows it; this shows that the test is there. */
class GuaranteesDocTest {

    private static final Path DOCUMENT = Path.of("docs/GUARANTEES.md");
    /** Of the tables: neither their heads nor the lines below those. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!promise |---).*$");

    @Test
    void everyTestThatTheDocumentNamesExists() throws IOException {
        assertThat(NamedTests.missing(DOCUMENT)).isEmpty();
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        List<MatchResult> rows = NamedTests.in(DOCUMENT, ROW);
        assertThat(rows).hasSizeGreaterThan(35);
        assertThat(rows).allSatisfy(row -> assertThat(row.group()).containsPattern(NamedTests.TEST));
    }
}
