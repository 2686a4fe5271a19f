package org.roomcast.jdbc;

import java.sql.SQLException;
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
}
