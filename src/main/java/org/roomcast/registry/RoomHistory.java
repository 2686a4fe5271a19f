package org.roomcast.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.history.HistoryQuery.Direction;
import org.roomcast.model.RoomName;

/** Reads of history that lead into no room: by frames and by REST. Safe in every thread; nothing blocks. */
final class RoomHistory {

    private final RegistryParts parts;
    private final RoomLogs logs;
    private final Rooms rooms;

    RoomHistory(RegistryParts parts, RoomLogs logs, Rooms rooms) {
        this.parts = parts;
        this.logs = logs;
        this.rooms = rooms;
    }

    CompletionStage<HistorySlice> read(RoomName room, HistoryQuery query) {
        if (!parts.settings().policies().of(room).history().isKept()) {
            return CompletableFuture.completedFuture(new HistorySlice(room, null, List.of(), true));
        }
        RoomLog log = logs.find(room);
        HistorySlice recent = log == null ? null : fromRing(room, log, query);
        if (recent != null) {
            logs.servedFromMemory();
        }
        return recent == null
                ? logs.read(room, query).thenApply(page -> fromPage(room, page, query))
                : CompletableFuture.completedFuture(recent);
    }

    CompletionStage<List<RoomInfo>> rooms() {
        return parts.history().rooms("", SessionRegistry.MAX_ROOMS).thenApply(stored -> {
            Map<RoomName, RoomInfo> all = new TreeMap<>();
            stored.forEach(room -> all.put(room, new RoomInfo(room, 0, 0)));
            rooms.infos().forEach(info -> all.put(info.room(), info));
            return List.copyOf(all.values());
        });
    }

    /** The usual wish, for the newest events, without a question to the store. */
    private static @Nullable HistorySlice fromRing(RoomName room, RoomLog log, HistoryQuery query) {
        if (query.direction() != Direction.BEFORE || query.offset() != Long.MAX_VALUE) {
            return null;
        }
        RoomLog.Tail tail = log.latest(query.limit(), query.maxSize());
        List<SharedEvent> events = tail == null ? null : tail.events();
        if (tail == null || events == null) {
            return null;
        }
        boolean isComplete = events.isEmpty()
                ? tail.top().offset() < tail.oldest()
                : RoomLog.offsetOf(events.get(0)) <= tail.oldest();
        return isComplete || events.size() == query.limit()
                ? new HistorySlice(room, tail.top(), events, isComplete)
                : null;
    }

    private static HistorySlice fromPage(RoomName room, HistoryPage page, HistoryQuery query) {
        List<SharedEvent> events = page.events().stream().map(RoomLog::sharedOf).toList();
        boolean isComplete;
        if (events.isEmpty()) {
            isComplete = query.limit() > 0 || page.top().offset() < page.oldest();
        } else if (query.direction() == Direction.AFTER) {
            isComplete = RoomLog.offsetOf(events.get(events.size() - 1))
                    >= page.top().offset();
        } else {
            isComplete = RoomLog.offsetOf(events.get(0)) <= page.oldest();
        }
        return new HistorySlice(room, page.top(), events, isComplete);
    }
}
