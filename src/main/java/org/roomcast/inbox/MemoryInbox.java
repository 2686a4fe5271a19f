package org.roomcast.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.model.Retention;

/**
 * An inbox in memory: it forgets everything at the end of the process. Beyond its capacity the oldest notification of
 * all goes, and the read marks of whoever has been away for longest.
 */
public final class MemoryInbox implements Inbox {

    /** A mark takes some 100 bytes: 20 MB at the worst. */
    private static final int MAX_MARKS = 200_000;
    /** A key takes some 500 bytes: 10 MB at the worst. */
    private static final int MAX_KEYS = 20_000;

    private record Entry(long place, Notification notification, Audience audience) {}

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, NavigableMap<Long, Entry>> byLabel = new HashMap<>();
    private final ReadMarks marks = new ReadMarks(MAX_MARKS);
    private final RecentPosts recent = new RecentPosts(MAX_KEYS);
    private final Retention retention;
    private final int capacity;
    private final Clock clock;
    private long top;

    /**
     * @param retention how much one reader has at most
     * @param capacity how many notifications are kept for all together, at least 1
     */
    public MemoryInbox(Retention retention, int capacity, Clock clock) {
        this.retention = retention;
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Posted> post(NewNotification notification) {
        return CompletableFuture.completedFuture(keep(notification));
    }

    @Override
    public synchronized CompletionStage<InboxPage> read(Reader reader, InboxQuery query) {
        List<Entry> all = inboxOf(reader);
        long before = query.before() == null ? Long.MAX_VALUE : query.before().place();
        List<Notification> page = all.stream()
                .filter(entry -> entry.place() < before)
                .map(entry -> entry.notification().asRead(isRead(reader, entry)))
                .filter(notification -> !query.unreadOnly() || !notification.read())
                .limit(query.limit())
                .toList();
        return CompletableFuture.completedFuture(new InboxPage(page, unreadAmong(all, reader)));
    }

    @Override
    public synchronized CompletionStage<Integer> markRead(Reader reader, @Nullable String id) {
        List<Entry> all = inboxOf(reader);
        if (id == null) {
            marks.markUpTo(reader.userId(), top);
        } else {
            Entry theirs = all.stream()
                    .filter(entry -> entry.notification().id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (theirs == null) {
                return CompletableFuture.failedFuture(NotificationId.unknown());
            }
            marks.mark(reader.userId(), theirs.place());
        }
        return CompletableFuture.completedFuture(unreadAmong(all, reader));
    }

    @Override
    public synchronized void trim() {
        Instant now = clock.instant();
        deadAmong(entries, now).forEach(this::forget);
        marks.forgetBefore(entries.isEmpty() ? top + 1 : entries.firstKey());
    }

    @Override
    public void close() {
        // nothing outlives the process
    }

    private synchronized Posted keep(NewNotification notification) {
        Instant now = clock.instant();
        Posted earlier = recent.find(notification, now);
        if (earlier != null) {
            return new Posted(earlier.id(), earlier.timestamp(), true);
        }
        NotificationId id = NotificationId.at(++top);
        Posted posted = new Posted(id.toString(), now, false);
        Entry entry = new Entry(top, notification.asPosted(posted.id(), now), notification.audience());
        entries.put(entry.place(), entry);
        entry.audience().labels().forEach(label -> file(entry, label));
        if (entries.size() > capacity) {
            forget(entries.firstEntry().getValue());
        }
        recent.add(notification, posted);
        return posted;
    }

    /** No reader sees more than so many of one label, therefore no more are kept there. */
    private void file(Entry entry, String label) {
        NavigableMap<Long, Entry> there = byLabel.computeIfAbsent(label, l -> new TreeMap<>());
        there.put(entry.place(), entry);
        if (there.size() > retention.size()) {
            deadAmong(there, entry.notification().timestamp()).forEach(this::forget);
        }
        if (there.size() > retention.size()) {
            unfile(there.firstEntry().getValue(), label);
        }
    }

    private void unfile(Entry entry, String label) {
        byLabel.computeIfPresent(label, (l, there) -> {
            there.remove(entry.place());
            return there.isEmpty() ? null : there;
        });
        boolean isElsewhere = entry.audience().labels().stream()
                .map(byLabel::get)
                .filter(Objects::nonNull)
                .anyMatch(there -> there.containsKey(entry.place()));
        if (!isElsewhere) {
            entries.remove(entry.place());
        }
    }

    private void forget(Entry entry) {
        entry.audience().labels().forEach(label -> unfile(entry, label));
    }

    /** What a reader has: newest first, as many as one inbox keeps. */
    private List<Entry> inboxOf(Reader reader) {
        Instant now = clock.instant();
        return reader.labels().stream()
                .flatMap(this::filedAt)
                .filter(entry -> isAlive(entry, now))
                .sorted((a, b) -> Long.compare(b.place(), a.place()))
                .limit(retention.size())
                .toList();
    }

    private Stream<Entry> filedAt(String label) {
        NavigableMap<Long, Entry> there = byLabel.get(label);
        return there == null ? Stream.empty() : there.values().stream();
    }

    private List<Entry> deadAmong(NavigableMap<Long, Entry> some, Instant now) {
        return some.values().stream().filter(entry -> !isAlive(entry, now)).toList();
    }

    private boolean isAlive(Entry entry, Instant now) {
        Instant expires = entry.notification().expires();
        return (expires == null || expires.isAfter(now))
                && entry.notification().timestamp().plus(retention.age()).isAfter(now);
    }

    private int unreadAmong(List<Entry> all, Reader reader) {
        return (int) all.stream().filter(entry -> !isRead(reader, entry)).count();
    }

    private boolean isRead(Reader reader, Entry entry) {
        return marks.isRead(reader.userId(), entry.place());
    }
}
