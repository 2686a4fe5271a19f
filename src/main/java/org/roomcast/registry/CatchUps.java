package org.roomcast.registry;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.RoomName;

/**
 * What all catch-ups share. Only so many read the store at a time; the others wait their turn, since each holds a page in
 * memory and a herd that comes back must not become a storm of queries. Safe in every thread.
 */
final class CatchUps {

    /** Each holds a page of at most 1 MiB of data. */
    private static final int MAX_READING = 16;

    private final RoomLogs logs;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final Set<CatchUp> reading = new HashSet<>();
    private final Queue<CatchUp> waiting = new ArrayDeque<>();

    CatchUps(RoomLogs logs, LongSupplier nanoTime, Executor executor) {
        this.logs = logs;
        this.nanoTime = nanoTime;
        this.executor = executor;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    @Nullable RoomLog log(RoomName room) {
        return logs.find(room);
    }

    CompletionStage<RoomLog> fetchLog(RoomName room) {
        return logs.fetch(room);
    }

    void answered(JoinResult result) {
        if (result.recovered() != null) {
            logs.resumed(result.recovered());
        }
    }

    /** Reads the next page when it is this one's turn. */
    void read(CatchUp catchUp) {
        synchronized (this) {
            if (!reading.contains(catchUp) && reading.size() >= MAX_READING) {
                waiting.add(catchUp);
                return;
            }
            reading.add(catchUp);
        }
        logs.read(catchUp.room().name(), catchUp.nextPage()).whenComplete(catchUp::pageRead);
    }

    /** Notes that a catch-up has ended, and lets the next one read. */
    void over(CatchUp catchUp) {
        CatchUp next;
        boolean hasRead;
        synchronized (this) {
            waiting.remove(catchUp);
            hasRead = reading.remove(catchUp);
            next = hasRead ? waiting.poll() : null;
        }
        if (!hasRead) {
            logs.servedFromMemory();
        }
        if (next != null) {
            executor.execute(() -> read(next));
        }
    }
}
