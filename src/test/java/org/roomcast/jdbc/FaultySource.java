package org.roomcast.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A source of connections in front of another, which a test lets go away or breaks in the middle of a commit. */
final class FaultySource implements DataSource {

    /** What becomes of commits. */
    enum Commits {
        WORK,
        /** The connection is lost before the commit has taken effect. */
        LOSE_BEFORE,
        /** The connection is lost after it has taken effect. */
        LOSE_AFTER
    }

    private final DataSource source;
    private volatile boolean isAway;
    private volatile Commits commits = Commits.WORK;

    FaultySource(DataSource source) {
        this.source = source;
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    /** After the next commit that breaks the source is away. */
    void breakNextCommit(Commits how) {
        commits = how;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (isAway) {
            throw new SQLException("the database is away", "08001");
        }
        Connection connection = source.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && commits != Commits.WORK) {
                        loseIn(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void loseIn(Connection connection) throws SQLException {
        if (commits == Commits.LOSE_AFTER) {
            connection.commit();
        } else {
            connection.rollback();
        }
        commits = Commits.WORK;
        isAway = true;
        throw new SQLException("the connection was lost", "08006");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
