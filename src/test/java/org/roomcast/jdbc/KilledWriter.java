package org.roomcast.jdbc;

import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/** A program that writes to a database until it is killed. It prints the number of each commit when it is durable. */
final class KilledWriter {

    private static final int ROWS_KEPT = 300;

    private KilledWriter() {}

    /** @param arguments the database's URL */
    public static void main(String[] arguments) {
        try (Database database = Database.open(arguments[0], null, null, Thread::new)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("CREATE TABLE IF NOT EXISTS written (number BIGINT PRIMARY KEY, text VARCHAR)");
                long number = newest(handle);
                System.out.println(number);
                while (true) {
                    write(handle, ++number);
                    database.flush(handle);
                    System.out.println(number);
                }
            });
        }
    }

    private static long newest(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM written")
                .mapTo(Long.class)
                .one();
    }

    /** Chunks of all sizes in the file, and old ones that become free. */
    private static void write(Handle handle, long number) {
        String text = "x".repeat(ThreadLocalRandom.current().nextInt(8_000));
        handle.useTransaction(inside -> {
            inside.execute("INSERT INTO written VALUES (?, ?)", number, text);
            inside.execute("DELETE FROM written WHERE number < ?", number - ROWS_KEPT);
        });
    }
}
