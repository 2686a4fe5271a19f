package org.roomcast.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2InboxTest extends JdbcInboxContract {

    private static Database database;

    @BeforeAll
    static void openDatabase(@TempDir Path folder) {
        database = Database.inFolder(folder, Thread::new);
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
