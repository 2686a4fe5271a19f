package org.roomcast.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.h2.api.ErrorCode;

/** Judges what a database throws. */
final class Faults {

    /** The database behind the connection is closed, or its file cannot be read or written. */
    private static final Set<Integer> H2_LOST = Set.of(
            ErrorCode.GENERAL_ERROR_1,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.OUT_OF_MEMORY);

    private Faults() {}

    /** Whether the connection is of no use any more. */
    static boolean isConnectionLost(SQLException exception) {
        String state = exception.getSQLState();
        return H2_LOST.contains(exception.getErrorCode())
                || (state != null && (state.startsWith("08") || state.startsWith("57P0")));
    }

    /** The same of whatever a {@link SQLException} has led to, or of there being no connection at all. */
    static boolean isConnectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (isConnectionLost(sql) || sql instanceof SQLTransientConnectionException)) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody else did the same at the same time, so that it can be tried again at once. */
    static boolean isConflict(Throwable failure) {
        String state = stateOf(failure);
        return failure instanceof StaleRoomsException
                || state.equals("23505")
                || state.equals("40001")
                || state.equals("40P01");
    }

    /** Whether the database refuses a value, so that it will refuse it again. */
    static boolean isBadValue(Throwable failure) {
        return stateOf(failure).startsWith("22");
    }

    /** Whether a statement took longer than it may, so that trying again would take as long. */
    static boolean isTimeout(Throwable failure) {
        return stateOf(failure).equals("57014") || stateOf(failure).equals("HYT00");
    }

    private static String stateOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
