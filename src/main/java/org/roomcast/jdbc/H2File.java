package org.roomcast.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What SQL cannot say about the file of an H2 database that is open in this process. Stateless. */
final class H2File {

    private H2File() {}

    /**
     * Waits until everything that was committed so far is in the file, also what another connection has just committed
     * and not written yet; a reader may see that already.
     *
     * @throws DatabaseException when the file cannot be written; whether the commit is in it is not known then
     */
    static void flush(Connection connection) {
        try {
            MVStore store = storeOf(connection);
            if (store != null) {
                store.commit();
                // should another thread write, by H2's own threads, what it has taken along of others
                store.executeFilestoreOperation(() -> {});
            }
        } catch (SQLException | MVStoreException failed) {
            throw new DatabaseException("The database file cannot be written", failed);
        }
    }

    /** @return null when the database is in no file of this process: in memory, or in another that is connected to */
    static @Nullable MVStore storeOf(Connection connection) throws SQLException {
        Session session = connection.unwrap(JdbcConnection.class).getSession();
        if (!(session instanceof SessionLocal local)) {
            return null;
        }
        MVStore store = local.getDatabase().getStore().getMvStore();
        return store.getFileStore() == null ? null : store;
    }
}
