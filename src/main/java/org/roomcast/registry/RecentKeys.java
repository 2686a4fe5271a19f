package org.roomcast.registry;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a value per key for a while, so that a repeated request can be answered as before. Bounded: beyond the
 * capacity the oldest is forgotten. Safe in every thread.
 */
public final class RecentKeys<K, V> {

    /** How long a retry is recognised, PROTOCOL.md section 4. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private record Entry<V>(V value, long untilNanos) {}

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();
    private final int capacity;
    private final LongSupplier nanoTime;

    public RecentKeys(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** The value that the key already has; null when the key is new, which then has {@code value}. */
    public synchronized @Nullable V putIfAbsent(K key, V value) {
        expire();
        Entry<V> earlier = entries.get(key);
        if (earlier != null) {
            return earlier.value();
        }
        if (entries.size() >= capacity) {
            remove(entries.keySet().iterator());
        }
        entries.put(key, new Entry<>(value, nanoTime.getAsLong() + LIFETIME.toNanos()));
        return null;
    }

    /** Changes the value of a key that is still remembered; its time goes on. */
    public synchronized void update(K key, UnaryOperator<V> change) {
        entries.computeIfPresent(key, (k, entry) -> new Entry<>(change.apply(entry.value()), entry.untilNanos()));
    }

    public synchronized void forget(K key) {
        entries.remove(key);
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        for (Iterator<Entry<V>> i = entries.values().iterator();
                i.hasNext() && i.next().untilNanos() - now <= 0; ) {
            i.remove();
        }
    }

    private static void remove(Iterator<?> oldest) {
        oldest.next();
        oldest.remove();
    }
}
