package org.roomcast.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes pools of connections. The drivers are addressed directly and not through {@link DriverManager}, which on an
 * application server may find another version of them.
 */
final class Pools {

    /** One that writes, one that trims, four that read history; the rest is for the inbox. */
    private static final int CONNECTIONS = 12;

    /** A container's thread waits for the inbox no longer than that. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private Pools() {}

    static HikariDataSource open(String url, @Nullable String user, @Nullable String password, ThreadFactory threads) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("roomcast");
        config.setThreadFactory(threads);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setExceptionOverride(new Lost());
        try {
            if (url.startsWith(H2)) {
                config.setDataSource(h2(url, user, password));
                // H2 closes the file with its last connection, so there is always one
                config.setMaxLifetime(0);
            } else if (url.startsWith(POSTGRESQL)) {
                config.setDataSource(postgresql(url, user, password));
                // what a lost connection has locked is free again soon
                config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '30s'");
            } else {
                throw new DatabaseException(
                        "roomcast.jdbc.url must begin with " + H2 + " or " + POSTGRESQL + ", or be none", null);
            }
            return new HikariDataSource(config);
        } catch (PoolInitializationException | IllegalArgumentException failed) {
            throw explained(url, failed);
        }
    }

    /** Lets a redeployed application's classes go: a driver registers itself for the whole JVM when it is loaded. */
    static void forgetDrivers() {
        KillSafePath.forget();
        ClassLoader own = Pools.class.getClassLoader();
        if (own == ClassLoader.getSystemClassLoader()) {
            return;
        }
        DriverManager.drivers()
                .filter(driver -> driver.getClass().getClassLoader() == own)
                .forEach(Pools::forget);
    }

    private static void forget(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException notRegistered) {
            throw new IllegalStateException(notRegistered);
        }
    }

    private static DataSource h2(String url, @Nullable String user, @Nullable String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(KillSafePath.url(url));
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    private static DataSource postgresql(String url, @Nullable String user, @Nullable String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(withDefaults(url));
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    /** What the URL does not say itself: a network that swallows everything is noticed, inserts travel together. */
    static String withDefaults(String url) {
        StringBuilder full = new StringBuilder(url);
        for (String parameter : List.of(
                "ApplicationName=roomcast",
                "connectTimeout=3",
                "reWriteBatchedInserts=true",
                "socketTimeout=30",
                "tcpKeepAlive=true")) {
            String name = parameter.substring(0, parameter.indexOf('=') + 1).toLowerCase(Locale.ROOT);
            if (!url.toLowerCase(Locale.ROOT).contains(name)) {
                full.append(full.indexOf("?") < 0 ? '?' : '&').append(parameter);
            }
        }
        return full.toString();
    }

    private static DatabaseException explained(String url, RuntimeException failed) {
        String address = url.replaceFirst("[;?].*", "");
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return new DatabaseException(
                        "The database " + address + " is in use by another process; give each server its own", failed);
            }
        }
        Throwable reason = failed.getCause() == null ? failed : failed.getCause();
        return new DatabaseException("The database " + address + " cannot be opened: " + reason.getMessage(), failed);
    }

    /** Tells the pool which errors mean that a connection is of no use any more. Public, since HikariCP demands it. */
    public static final class Lost implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException exception) {
            return Faults.isConnectionLost(exception) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
