package org.roomcast.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was refused, by limit. Cheap to write from every thread. */
public final class Refusals {

    private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

    public Refusals() {
        for (Limit limit : Limit.values()) {
            counts.put(limit, new LongAdder());
        }
    }

    public void count(Limit limit) {
        counter(limit).increment();
    }

    /** How often something was refused for this limit. */
    public long of(Limit limit) {
        return counter(limit).sum();
    }

    private LongAdder counter(Limit limit) {
        LongAdder count = counts.get(limit);
        if (count == null) {
            throw new IllegalStateException("every limit has a count");
        }
        return count;
    }
}
