package org.roomcast.jdbc;

import org.roomcast.testing.Postgres;

class PostgresHistoryStoreTest extends JdbcHistoryStoreContract {

    private final String url = Postgres.newDatabase();

    @Override
    Database openDatabase() {
        return Database.open(url, Postgres.USER, null, Thread::new);
    }
}
