package org.roomcast.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;

/**
 * An inbox in memory: it forgets everything at the end of the process, and beyond its capacity the oldest notification
 * together with its read marks.
 */
public final class MemoryInbox implements Inbox {

    private record Entry(long sequence, Notification notification, Audience audience, Set<String> readBy) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    /** The entries of named users, so that reading an inbox does not walk over everybody else's. */
    private final Map<String, List<Entry>> byUser = new HashMap<>();

    private final List<Entry> forMany = new ArrayList<>();
    private final int capacity;
    private long sequence;

    /** @param capacity how many notifications are kept, at least 1 */
    public MemoryInbox(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void post(Notification notification, Audience audience) {
        if (entries.size() >= capacity) {
            forget(entries.values().iterator().next());
        }
        Entry entry = new Entry(++sequence, notification, audience, new HashSet<>());
        entries.put(notification.id(), entry);
        if (audience.users() == null) {
            forMany.add(entry);
        } else {
            audience.users().forEach(user -> byUser.computeIfAbsent(user, u -> new ArrayList<>())
                    .add(entry));
        }
    }

    @Override
    public synchronized List<Notification> list(Reader reader, boolean unreadOnly, int limit) {
        return entriesOf(reader)
                .filter(entry -> !unreadOnly || !entry.readBy().contains(reader.userId()))
                .sorted((a, b) -> Long.compare(b.sequence(), a.sequence()))
                .limit(limit)
                .map(entry -> entry.notification().asRead(entry.readBy().contains(reader.userId())))
                .toList();
    }

    @Override
    public synchronized int unread(Reader reader) {
        return (int) entriesOf(reader)
                .filter(entry -> !entry.readBy().contains(reader.userId()))
                .count();
    }

    @Override
    public synchronized boolean markRead(Reader reader, @Nullable String id) {
        if (id == null) {
            entriesOf(reader).forEach(entry -> entry.readBy().add(reader.userId()));
            return true;
        }
        Entry entry = entries.get(id);
        if (entry == null || !entry.audience().includes(reader)) {
            return false;
        }
        entry.readBy().add(reader.userId());
        return true;
    }

    private Stream<Entry> entriesOf(Reader reader) {
        return Stream.concat(
                byUser.getOrDefault(reader.userId(), List.of()).stream(),
                forMany.stream().filter(entry -> entry.audience().includes(reader)));
    }

    private void forget(Entry entry) {
        entries.remove(entry.notification().id());
        if (entry.audience().users() == null) {
            forMany.remove(entry);
            return;
        }
        for (String user : entry.audience().users()) {
            byUser.computeIfPresent(user, (u, list) -> {
                list.remove(entry);
                return list.isEmpty() ? null : list;
            });
        }
    }
}
