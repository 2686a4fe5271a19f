package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.roomcast.model.SafeLog;

/** Leads what Flyway logs to {@link System.Logger}: a dozen lines about every start are of interest to nobody. */
final class QuietLog implements Log {

    /** Public, since Flyway makes it by its name. */
    public static final class Creator implements LogCreator {
        @Override
        public Log createLogger(Class<?> type) {
            return new QuietLog(SafeLog.of(type));
        }
    }

    private final Logger log;

    private QuietLog(Logger log) {
        this.log = log;
    }

    @Override
    public void debug(String message) {
        log.log(Level.TRACE, message);
    }

    @Override
    public void info(String message) {
        log.log(Level.DEBUG, message);
    }

    @Override
    public void notice(String message) {
        log.log(Level.DEBUG, message);
    }

    @Override
    public void warn(String message) {
        log.log(Level.WARNING, message);
    }

    @Override
    public void error(String message) {
        log.log(Level.ERROR, message);
    }

    @Override
    public void error(String message, Exception fault) {
        log.log(Level.ERROR, message, fault);
    }
}
