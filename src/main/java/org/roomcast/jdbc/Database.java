package org.roomcast.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.SafeLog;

/**
 * An open database with Roomcast's tables in it. Safe in every thread; everything asked of it blocks.
 *
 * <p>Connections come from a pool of its own, or from a container's, which then stays the container's.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = SafeLog.of(Database.class);
    private static final String FILE = "roomcast";
    /**
     * H2 would add a hook that closes it before the server has stopped, and write statements and values into a trace file.
     * Small pages make small commits.
     */
    private static final String OPTIONS = ";WRITE_DELAY=0;PAGE_SIZE=4096;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    /** Longer texts are in a storage of their own, which costs several times as much; messages have 64 KiB by default. */
    private static final int IN_ROW_BYTES = 256 * 1024;
    /** A statement that takes longer meets a lock or a disk that does not answer. */
    private static final int STATEMENT_SECONDS = 5;

    private final DataSource source;
    private final @Nullable HikariDataSource pool;
    private final Dialect dialect;
    private final Jdbi jdbi;
    private final @Nullable FileUpkeep upkeep;

    private Database(DataSource source, @Nullable HikariDataSource pool, @Nullable ThreadFactory threads) {
        this.source = source;
        this.pool = pool;
        this.dialect = prepare(source, pool != null);
        Migrations.run(source, dialect);
        this.jdbi = Jdbi.create(source);
        jdbi.getConfig(SqlStatements.class).setQueryTimeout(STATEMENT_SECONDS);
        this.upkeep = dialect == Dialect.H2 && threads != null ? new FileUpkeep(source, threads) : null;
    }

    /**
     * Opens the H2 database in a folder; made when it is not there.
     *
     * @throws DatabaseException when that cannot be done, for instance because another process has it open
     */
    public static Database inFolder(Path folder, ThreadFactory threads) {
        // H2 takes only absolute paths and those that begin with a dot
        return open("jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + OPTIONS, null, null, threads);
    }

    /**
     * Opens a database by its JDBC URL.
     *
     * @param url begins with {@code jdbc:h2:} or {@code jdbc:postgresql:}
     * @param user null when the URL names one, or none is needed
     * @param threads makes the threads of the connection pool
     * @throws DatabaseException when it cannot be reached, or its tables not be made
     */
    public static Database open(String url, @Nullable String user, @Nullable String password, ThreadFactory threads) {
        HikariDataSource pool = Pools.open(url, user, password, threads);
        try {
            return new Database(pool, pool, threads);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    /**
     * Uses somebody else's pool. It should have 12 connections or more; closing the database does not close it. An H2
     * database behind it is left as it is set up.
     *
     * @throws DatabaseException when it gives no connections, or the tables cannot be made
     */
    public static Database open(DataSource source) {
        return new Database(source, null, null);
    }

    /** The way to its tables. */
    public Jdbi jdbi() {
        return jdbi;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Waits until what was committed is where no killed process can take it along; to be called after each commit. */
    void flush(Handle handle) {
        if (dialect == Dialect.H2 && pool != null) {
            H2File.flush(handle.getConnection());
        }
    }

    DataSource source() {
        return source;
    }

    /** Lets go of connections that may lead nowhere, after one has: those in use when they come back. */
    void refresh() {
        if (pool != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public void close() {
        if (upkeep != null) {
            upkeep.close();
        }
        if (pool != null) {
            pool.close();
            Pools.forgetDrivers();
        }
    }

    private static Dialect prepare(DataSource source, boolean isOurs) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            if (dialect == Dialect.H2 && isOurs) {
                setUp(connection);
            } else if (dialect == Dialect.H2) {
                warnOfLostCommits(connection);
            }
            return dialect;
        } catch (SQLException unreachable) {
            throw new DatabaseException("The database gives no connection: " + unreachable.getMessage(), unreachable);
        }
    }

    /** Without the first H2 writes what is committed up to half a second later, and a killed process loses it. */
    private static void setUp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
            statement.execute("SET MAX_LENGTH_INPLACE_LOB " + IN_ROW_BYTES);
        }
    }

    private static void warnOfLostCommits(Connection connection) throws SQLException {
        String query = "SELECT MAX(setting_value) FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'";
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            boolean isLate = answer.next() && !"0".equals(answer.getString(1));
            LOG.log(
                    Level.WARNING,
                    () -> "The H2 database that the container offers may lose the last "
                            + (isLate ? "half second" : "commits") + " before the process is killed, though they"
                            + " were acknowledged. PostgreSQL, or Roomcast's own H2, loses nothing");
        }
    }
}
