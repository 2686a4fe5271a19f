package org.roomcast.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2HistoryStoreTest extends JdbcHistoryStoreContract {

    @TempDir
    private Path folder;

    @Override
    Database openDatabase() {
        return Database.inFolder(folder, Thread::new);
    }
}
