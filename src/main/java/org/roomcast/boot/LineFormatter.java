package org.roomcast.boot;

import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.roomcast.model.LogText;
import org.roomcast.model.LoggedException;

/** For what libraries log by themselves: keeps every message to its line. Public, since the log makes it by its name. */
public final class LineFormatter extends SimpleFormatter {

    @Override
    public String format(LogRecord entry) {
        LogRecord safe = new LogRecord(entry.getLevel(), LogText.line(String.valueOf(formatMessage(entry))));
        safe.setInstant(entry.getInstant());
        safe.setLoggerName(entry.getLoggerName());
        if (entry.getThrown() != null) {
            safe.setThrown(LoggedException.of(entry.getThrown()));
        }
        return super.format(safe);
    }
}
