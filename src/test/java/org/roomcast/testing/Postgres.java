package org.roomcast.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of one JVM: started by the first that asks, stopped with the JVM. */
public final class Postgres {

    public static final String USER = "postgres";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres SHARED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private Postgres() {}

    /** The URL of a new, empty database, without a user. */
    public static String newDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.SHARED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        return "jdbc:postgresql://127.0.0.1:" + Server.SHARED.getPort() + "/" + name;
    }
}
