package org.roomcast.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.roomcast.model.SafeLog;

/**
 * Keeps the file of an H2 database small while it is written to. H2 has a thread for that, but not when it is told to
 * write each commit at once ({@code WRITE_DELAY=0}); then the file would grow by some 10 KB with every commit until the
 * database is closed.
 */
final class FileUpkeep implements AutoCloseable {

    private static final Logger LOG = SafeLog.of(FileUpkeep.class);

    private static final long EVERY_MILLIS = 200;
    /** Half of the file being alive is a fair price: more would be written again and again. */
    private static final int FILL_PERCENT = 50;
    /** Commits wait meanwhile, for one to three milliseconds. */
    private static final int BYTES_AT_ONCE = 256 * 1024;

    private final DataSource source;
    private final ScheduledThreadPoolExecutor timer;

    FileUpkeep(DataSource source, ThreadFactory threads) {
        this.source = source;
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var unused = timer.scheduleWithFixedDelay(this::compact, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits for what is under way: an interrupted write would close the file. */
    @Override
    public void close() {
        timer.shutdown();
        boolean isInterrupted = false;
        while (!timer.isTerminated()) {
            try {
                timer.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException atTheEnd) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void compact() {
        try (Connection connection = source.getConnection()) {
            MVStore store = H2File.storeOf(connection);
            if (store != null) {
                store.compact(FILL_PERCENT, BYTES_AT_ONCE);
            }
        } catch (SQLException | MVStoreException closedMeanwhile) {
            // whoever writes next sees it too, and has it opened again
            LOG.log(Level.DEBUG, "The database file could not be compacted", closedMeanwhile);
        } catch (RuntimeException fault) {
            LOG.log(Level.WARNING, "The database file could not be compacted", fault);
        }
    }
}
