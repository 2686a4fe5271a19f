package org.roomcast.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.roomcast.testing.Postgres;

class PostgresInboxTest extends JdbcInboxContract {

    private static Database database;

    @BeforeAll
    static void openDatabase() {
        database = Database.open(Postgres.newDatabase(), Postgres.USER, null, Thread::new);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @Override
    Database pooled() {
        return database;
    }
}
