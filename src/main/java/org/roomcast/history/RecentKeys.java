package org.roomcast.history;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
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
    private final long maxWeight;
    private final ToLongFunction<V> weigher;
    private final LongSupplier nanoTime;
    private long weight;

    public RecentKeys(int capacity, LongSupplier nanoTime) {
        this(capacity, Long.MAX_VALUE, value -> 0, nanoTime);
    }

    /** Bounded by the values' weight as well, which {@code weigher} tells in any unit. */
    public RecentKeys(int capacity, long maxWeight, ToLongFunction<V> weigher, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.maxWeight = maxWeight;
        this.weigher = weigher;
        this.nanoTime = nanoTime;
    }

    /** The value that the key already has; null when the key is new, which then has {@code value}. */
    public synchronized @Nullable V putIfAbsent(K key, V value) {
        expire();
        Entry<V> earlier = entries.get(key);
        if (earlier != null) {
            return earlier.value();
        }
        entries.put(key, new Entry<>(value, nanoTime.getAsLong() + LIFETIME.toNanos()));
        weight += weigher.applyAsLong(value);
        evict();
        return null;
    }

    /** Changes the value of a key that is still remembered; its time goes on. */
    public synchronized void update(K key, UnaryOperator<V> change) {
        entries.computeIfPresent(key, (k, entry) -> {
            V changed = change.apply(entry.value());
            weight += weigher.applyAsLong(changed) - weigher.applyAsLong(entry.value());
            return new Entry<>(changed, entry.untilNanos());
        });
        evict();
    }

    public synchronized void forget(K key) {
        Entry<V> entry = entries.remove(key);
        if (entry != null) {
            weight -= weigher.applyAsLong(entry.value());
        }
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        removeOldestWhile(oldest -> oldest.untilNanos() - now <= 0);
    }

    private void evict() {
        removeOldestWhile(oldest -> entries.size() > capacity || weight > maxWeight);
    }

    private void removeOldestWhile(Predicate<Entry<V>> tooMuch) {
        for (Iterator<Entry<V>> i = entries.values().iterator(); i.hasNext(); ) {
            Entry<V> oldest = i.next();
            if (!tooMuch.test(oldest)) {
                return;
            }
            i.remove();
            weight -= weigher.applyAsLong(oldest.value());
        }
    }
}
