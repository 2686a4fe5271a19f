package org.roomcast.boot.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.Settings;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.MemoryInbox;
import org.roomcast.jdbc.Database;
import org.roomcast.jdbc.DatabaseException;
import org.roomcast.jdbc.HistoryLimits;
import org.roomcast.jdbc.JdbcHistoryStore;
import org.roomcast.jdbc.JdbcInbox;

/** Where history and inboxes are kept: in one database, or in memory. Its parts are safe in every thread. */
final class Storage implements AutoCloseable {

    /** A history in memory may take this part of the heap, by the characters of its data. */
    private static final int HISTORY_SHARE = 8;
    /** About 10 MB of usual notifications, 120 MB of the longest. */
    private static final int INBOX_CAPACITY = 10_000;

    private final HistoryStore history;
    private final Inbox inbox;
    private final @Nullable Database database;

    private Storage(HistoryStore history, Inbox inbox, @Nullable Database database) {
        this.history = history;
        this.inbox = inbox;
        this.database = database;
    }

    /**
     * Opens what the settings say.
     *
     * @param folder of the database when nothing else is said; null to keep everything in memory then
     * @throws SettingException when the database cannot be opened
     */
    static Storage open(
            Settings settings,
            @Nullable Supplier<Path> folder,
            ContainerResources container,
            Clock clock,
            ThreadFactory threads) {
        Settings.Jdbc jdbc = settings.jdbc();
        if (Settings.Jdbc.MEMORY.equals(jdbc.url())) {
            return inMemory(settings, clock);
        }
        try {
            if (jdbc.jndi() != null) {
                return in(Database.open(dataSource(jdbc.jndi(), container)), settings, clock, threads);
            }
            if (jdbc.url() != null) {
                Database database = Database.open(jdbc.url(), jdbc.user(), jdbc.password(), threads);
                return in(database, settings, clock, threads);
            }
            return folder == null
                    ? inMemory(settings, clock)
                    : in(Database.inFolder(folder.get(), threads), settings, clock, threads);
        } catch (DatabaseException notOpened) {
            throw new SettingException(String.valueOf(notOpened.getMessage()));
        }
    }

    HistoryStore history() {
        return history;
    }

    Inbox inbox() {
        return inbox;
    }

    /** Writes what waits, as far as that can be done within some seconds. */
    @Override
    public void close() {
        history.close();
        inbox.close();
        if (database != null) {
            database.close();
        }
    }

    private static Storage inMemory(Settings settings, Clock clock) {
        long share = Runtime.getRuntime().maxMemory() / HISTORY_SHARE;
        return new Storage(
                new MemoryHistoryStore(settings.rooms(), clock, System::nanoTime, share),
                new MemoryInbox(settings.inbox(), INBOX_CAPACITY, clock),
                null);
    }

    private static Storage in(Database database, Settings settings, Clock clock, ThreadFactory threads) {
        return new Storage(
                new JdbcHistoryStore(database, settings.rooms(), clock, HistoryLimits.DEFAULT, threads),
                new JdbcInbox(database, settings.inbox(), clock, threads),
                database);
    }

    private static DataSource dataSource(String name, ContainerResources container) {
        try {
            return container
                    .dataSource(name)
                    .orElseThrow(() -> SettingException.of(
                            SettingKeys.JDBC_JNDI, "names no data source of this server: \"" + name + "\""));
        } catch (IllegalArgumentException wrong) {
            throw SettingException.of(SettingKeys.JDBC_JNDI, String.valueOf(wrong.getMessage()));
        }
    }
}
