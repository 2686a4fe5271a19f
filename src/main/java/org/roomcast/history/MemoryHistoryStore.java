package org.roomcast.history;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;

/**
 * A history in memory: it ends with the process, and beyond its capacity the rooms that have been quiet longest lose
 * their events, though not their positions.
 *
 * <h2>Concurrency</h2>
 *
 * One lock guards all logs; under it nothing else is called. Outcomes go through a queue that one thread at a time
 * empties: whoever moves {@code work} from 0 to 1. So they are told in the order of the offsets, and under no lock.
 */
public final class MemoryHistoryStore implements HistoryStore {

    /** As many as a node takes in 5 minutes at 300 a second; some 300 bytes each. */
    private static final int MAX_KEYS = 100_000;
    /** Positions of rooms that are remembered; some 200 bytes each. */
    private static final int MAX_ROOMS = 100_000;

    private record Key(RoomName room, String sender, String key) {}

    private final RoomPolicies policies;
    private final Clock clock;
    private final long maxSize;
    private final RecentKeys<Key, Position> keys;
    /** The rooms that were published into longest ago come first. */
    private final Map<RoomName, MemoryLog> logs = new LinkedHashMap<>(16, 0.75f, true);

    private final Queue<Runnable> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    /** Of rooms that are not in the map. It changes when a position is forgotten: offsets may start over then. */
    private String epoch = newEpoch();

    private long size;
    private long stored;
    private long duplicates;
    private long failed;
    private long trimmed;
    private boolean isClosed;

    /** @param maxSize how much is kept of all rooms together, in characters of data */
    public MemoryHistoryStore(RoomPolicies policies, Clock clock, LongSupplier nanoTime, long maxSize) {
        this.policies = policies;
        this.clock = clock;
        this.maxSize = maxSize;
        this.keys = new RecentKeys<>(MAX_KEYS, nanoTime);
    }

    @Override
    public void append(NewEvent event, Outcome outcome) {
        synchronized (logs) {
            if (isClosed) {
                failed++;
                outcomes.add(() -> outcome.failed(closed()));
            } else {
                Stored position = store(event);
                outcomes.add(() -> outcome.stored(position));
            }
        }
        if (work.getAndIncrement() == 0) {
            tellOutcomes();
        }
    }

    @Override
    public CompletionStage<HistoryPage> read(RoomName room, HistoryQuery query) {
        synchronized (logs) {
            MemoryLog log = logs.get(room);
            return CompletableFuture.completedFuture(
                    log == null ? new HistoryPage(new Position(epoch, 0), 1, List.of()) : log.read(query));
        }
    }

    @Override
    public CompletionStage<List<RoomName>> rooms(String after, int limit) {
        synchronized (logs) {
            Stream<RoomName> names = logs.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .filter(name -> name.value().compareTo(after) > 0)
                    .sorted()
                    .limit(limit);
            return CompletableFuture.completedFuture(names.toList());
        }
    }

    @Override
    public void trim() {
        synchronized (logs) {
            logs.forEach((room, log) -> trim(room, log));
        }
    }

    @Override
    public boolean isAvailable() {
        synchronized (logs) {
            return !isClosed;
        }
    }

    @Override
    public HistoryStats stats() {
        synchronized (logs) {
            return new HistoryStats(0, 0, stored, duplicates, failed, trimmed, Duration.ZERO, 0, !isClosed);
        }
    }

    /** Takes nothing more; what is there can still be read. */
    @Override
    public void close() {
        synchronized (logs) {
            isClosed = true;
        }
    }

    private static ProtocolException closed() {
        return new ProtocolException(ErrorCode.UNAVAILABLE, "The server is stopping; nothing was published");
    }

    private Stored store(NewEvent event) {
        RoomName room = event.publication().roomOrThrow();
        MemoryLog log = logs.computeIfAbsent(room, name -> new MemoryLog(epoch));
        Position next = log.next();
        Position earlier =
                event.key() == null ? null : keys.putIfAbsent(new Key(room, event.sender(), event.key()), next);
        if (earlier != null) {
            duplicates++;
            return new Stored(earlier, true);
        }
        stored++;
        Publication publication = event.publication().at(next);
        size += log.add(publication);
        trim(room, log);
        shrink();
        return new Stored(next, false);
    }

    private void trim(RoomName room, MemoryLog log) {
        int before = log.length();
        size -= log.trim(policies.of(room).history(), clock.instant());
        trimmed += before - log.length();
    }

    private void shrink() {
        for (var quietest = logs.values().iterator(); size > maxSize && quietest.hasNext(); ) {
            size -= quietest.next().clear();
        }
        if (logs.size() > MAX_ROOMS) {
            var quietest = logs.values().iterator();
            size -= quietest.next().clear();
            quietest.remove();
            epoch = newEpoch();
        }
    }

    private void tellOutcomes() {
        int missed = 1;
        do {
            for (Runnable next = outcomes.poll(); next != null; next = outcomes.poll()) {
                next.run();
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
