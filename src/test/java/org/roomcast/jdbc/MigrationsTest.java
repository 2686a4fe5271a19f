package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryStore;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.testing.ManualClock;

class MigrationsTest {

    @Test
    void eventsOfAnEarlierVersionAreThereAfterTheUpdate() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:earlier;DB_CLOSE_DELAY=-1");
        Migrations.run(source, Dialect.H2, MigrationVersion.fromVersion("2"));
        Jdbi.create(source).useHandle(handle -> {
            handle.execute("INSERT INTO roomcast_room (id, name, epoch, top_offset, oldest_offset, oldest_time)"
                    + " VALUES (7, 'lobby', 'e', 3, 2, 0), (8, 'other', 'e', 3, 3, 0)");
            handle.execute("INSERT INTO roomcast_event (room_id, event_offset, event_time, event_name, data, data_size)"
                    + " VALUES (7, 2, 1, 'message', '\"two\"', 5), (8, 3, 1, 'message', '\"another\"', 9),"
                    + " (7, 3, 1, 'message', '\"three\"', 7)");
        });
        try (Database database = Database.open(source);
                HistoryStore store = new JdbcHistoryStore(
                        database, new RoomPolicies(List.of()), new ManualClock(), HistoryLimits.DEFAULT, Thread::new)) {
            HistoryPage page = store.read(RoomName.of("lobby"), HistoryQuery.after(0, 10))
                    .toCompletableFuture()
                    .get();
            assertThat(page.oldest()).isEqualTo(2);
            assertThat(page.events())
                    .extracting(event -> event.offset() + event.data().json())
                    .containsExactly("2\"two\"", "3\"three\"");
        }
    }
}
