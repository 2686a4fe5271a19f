package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.Postgres;

class DatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void theFolderHasTheTablesAndKeepsThem() {
        String epoch;
        try (Database database = Database.inFolder(folder, Thread::new)) {
            epoch = epochOf(database);
            assertThat(epoch).matches("[0-9a-f]{12}");
        }
        assertThat(folder.resolve("roomcast.mv.db")).exists();
        try (Database again = Database.inFolder(folder, Thread::new)) {
            assertThat(epochOf(again)).isEqualTo(epoch);
        }
    }

    @Test
    void anotherDatabaseHasAnotherEpoch() {
        try (Database one = Database.open("jdbc:h2:mem:one", null, null, Thread::new);
                Database other = Database.open("jdbc:h2:mem:other", null, null, Thread::new)) {
            assertThat(epochOf(one)).isNotEqualTo(epochOf(other));
        }
    }

    /** Without it a killed process loses the last half second. */
    @Test
    void h2WritesWhatIsCommittedAtOnce() {
        try (Database database = Database.inFolder(folder, Thread::new)) {
            List<String> delays = database.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT setting_value FROM information_schema.settings"
                                    + " WHERE setting_name = 'WRITE_DELAY'")
                            .mapTo(String.class)
                            .list());
            assertThat(delays).isNotEmpty().containsOnly("0");
        }
    }

    @Test
    void postgresqlHasTheTablesAndKeepsThem() {
        String url = Postgres.newDatabase();
        String epoch;
        try (Database database = Database.open(url, Postgres.USER, null, Thread::new)) {
            epoch = epochOf(database);
        }
        try (Database again = Database.open(url, Postgres.USER, null, Thread::new)) {
            assertThat(epochOf(again)).isEqualTo(epoch);
        }
    }

    @Test
    void theTablesOfOthersStayAndDoNotHinder() {
        JdbcConnectionPool container = JdbcConnectionPool.create("jdbc:h2:mem:shared", "sa", "");
        try (Database before = Database.open("jdbc:h2:mem:shared", "sa", "", Thread::new)) {
            before.jdbi().useHandle(handle -> handle.execute("DROP ALL OBJECTS; CREATE TABLE orders (id INT)"));
            try (Database database = Database.open(container)) {
                assertThat(epochOf(database)).isNotEmpty();
                database.jdbi().useHandle(handle -> handle.execute("INSERT INTO orders VALUES (1)"));
            }
            assertThat(epochOf(before)).as("still open").isNotEmpty();
        } finally {
            container.dispose();
        }
    }

    @Test
    void closingLeavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicInteger made = new AtomicInteger();
        Database database = Database.inFolder(folder, task -> {
            made.incrementAndGet();
            return new Thread(task);
        });
        epochOf(database);
        assertThat(made).as("threads of the pool").hasPositiveValue();
        database.close();
        eventually(
                () -> assertThat(before).containsAll(Thread.getAllStackTraces().keySet()));
    }

    @Test
    void aUrlOfAnotherKindIsRefused() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> Database.open("jdbc:oracle:thin:@x", null, null, Thread::new))
                .withMessageContaining("jdbc:postgresql:");
    }

    @Test
    void anUnreachableServerIsNamedWithoutThePassword() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> Database.open(
                        "jdbc:postgresql://127.0.0.1:1/roomcast?user=ada&password=tulip", null, null, Thread::new))
                .withMessageContaining("jdbc:postgresql://127.0.0.1:1/roomcast ")
                .withMessageNotContaining("tulip");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Database.inFolder(file, Thread::new))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void theListedMigrationsAreThoseThatThereAre() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/org/roomcast/jdbc/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.NAMES);
        }
    }

    @Test
    void whatAUrlSaysItselfIsLeftAlone() {
        assertThat(Pools.withDefaults("jdbc:postgresql://db/roomcast"))
                .isEqualTo("jdbc:postgresql://db/roomcast?ApplicationName=roomcast&connectTimeout=3"
                        + "&reWriteBatchedInserts=true&socketTimeout=30&tcpKeepAlive=true");
        Map<String, Long> counts = Stream.of(
                        Pools.withDefaults("jdbc:postgresql://db/roomcast?socketTimeout=5&ssl=true")
                                .split("[?&]"))
                .collect(Collectors.groupingBy(part -> part, Collectors.counting()));
        assertThat(counts).containsEntry("socketTimeout=5", 1L).doesNotContainKey("socketTimeout=30");
    }

    private static String epochOf(Database database) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT epoch FROM roomcast_store WHERE id = 1")
                .mapTo(String.class)
                .one());
    }
}
