package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {

    private final LineFormatter formatter = new LineFormatter();

    @Test
    void whatALibraryLogsKeepsToItsLine() {
        LogRecord entry = new LogRecord(Level.WARNING, "a path: {0}");
        entry.setParameters(new Object[] {"/x\r\nSEVERE forged"});
        entry.setThrown(new IllegalStateException("y\nSEVERE forged"));
        String line = formatter.format(entry);
        assertThat(line).contains("a path: /x\\r\\nSEVERE forged", "y\\nSEVERE forged");
        assertThat(line.lines()).noneMatch(each -> each.startsWith("SEVERE forged"));
    }
}
