package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;

/** The inbox's way to its database: with a limit on time, and one line in the log when it breaks and when it heals. */
final class InboxAccess {

    private static final Logger LOG = SafeLog.of(InboxAccess.class);
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);

    private final Database database;
    private final AtomicBoolean isAway = new AtomicBoolean();

    InboxAccess(Database database) {
        this.database = database;
    }

    <T> T inTransaction(Function<Handle, T> work) {
        T result = database.jdbi().withHandle(handle -> {
            T done = limited(handle).inTransaction(work::apply);
            database.flush(handle);
            return done;
        });
        worked();
        return result;
    }

    <T> T read(Function<Handle, T> work) {
        T result = database.jdbi().withHandle(handle -> work.apply(limited(handle)));
        worked();
        return result;
    }

    /** Notes a failure. @return whether the database is away */
    boolean failed(Throwable failure) {
        boolean isLost = Faults.isConnectionLost(failure);
        if (isLost) {
            database.refresh();
        }
        if (isAway.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "The inbox cannot use its database; notifications are refused until it can",
                    failure);
        }
        return isLost;
    }

    static ProtocolException unavailable() {
        return new ProtocolException(
                ErrorCode.UNAVAILABLE, "Notifications cannot be kept or read now", Duration.ofSeconds(1));
    }

    private void worked() {
        if (isAway.get() && isAway.compareAndSet(true, false)) {
            LOG.log(Level.INFO, "The inbox can use its database again");
        }
    }

    private static Handle limited(Handle handle) {
        handle.getConfig(SqlStatements.class).setQueryTimeout((int) LONGEST_STATEMENT.toSeconds());
        return handle;
    }
}
