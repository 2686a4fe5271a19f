package org.roomcast.model;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fault as it may go into a log: the same trace and causes, with messages that keep to their lines. */
public final class LoggedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    private final String type;

    private LoggedException(Throwable fault, @Nullable LoggedException cause) {
        super(fault.getMessage() == null ? null : LogText.line(fault.getMessage()), cause);
        this.type = fault.getClass().getName();
        setStackTrace(fault.getStackTrace());
    }

    public static LoggedException of(Throwable fault) {
        return of(fault, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static LoggedException of(Throwable fault, Set<Throwable> seen) {
        seen.add(fault);
        Throwable cause = fault.getCause();
        LoggedException logged = new LoggedException(
                fault, cause == null || seen.size() >= DEEPEST || seen.contains(cause) ? null : of(cause, seen));
        for (Throwable suppressed : fault.getSuppressed()) {
            if (seen.size() < DEEPEST && !seen.contains(suppressed)) {
                logged.addSuppressed(of(suppressed, seen));
            }
        }
        return logged;
    }

    /** The trace is that of the fault. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Tells the type of the fault, not that of this wrapping. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return getMessage() == null ? type : type + ": " + getMessage();
    }
}
