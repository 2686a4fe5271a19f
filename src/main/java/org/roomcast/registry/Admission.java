package org.roomcast.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.roomcast.limits.Limit;
import org.roomcast.limits.TrustedProxies;

/** Counts connections, in all, by user and by address, and refuses those over a limit. Safe in every thread. */
final class Admission {

    private final ConnectionLimits limits;
    private final AtomicInteger total = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byUser = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Takes a place. @return why there is none, in which case nothing was taken; null when there was */
    @Nullable Limit admit(@Nullable String user, @Nullable String address) {
        String group = TrustedProxies.group(address);
        if (isOver(total.incrementAndGet(), limits.total())) {
            total.decrementAndGet();
            return Limit.CONNECTIONS;
        }
        if (!take(byAddress, group, limits.perAddress())) {
            total.decrementAndGet();
            return Limit.CONNECTIONS_PER_ADDRESS;
        }
        if (!admitUser(user)) {
            giveBack(byAddress, group);
            total.decrementAndGet();
            return Limit.CONNECTIONS_PER_USER;
        }
        return null;
    }

    /** Takes a user's place for a connection that is already counted. @return whether there was one */
    boolean admitUser(@Nullable String user) {
        return take(byUser, user, limits.perUser());
    }

    void releaseUser(@Nullable String user) {
        giveBack(byUser, user);
    }

    void release(@Nullable String user, @Nullable String address) {
        giveBack(byUser, user);
        giveBack(byAddress, TrustedProxies.group(address));
        total.decrementAndGet();
    }

    boolean isEmpty() {
        return total.get() == 0 && byUser.isEmpty() && byAddress.isEmpty();
    }

    private static boolean take(ConcurrentHashMap<String, Integer> counts, @Nullable String key, int max) {
        if (key == null) {
            return true;
        }
        int count = counts.merge(key, 1, Integer::sum);
        if (isOver(count, max)) {
            giveBack(counts, key);
            return false;
        }
        return true;
    }

    private static void giveBack(ConcurrentHashMap<String, Integer> counts, @Nullable String key) {
        if (key != null) {
            counts.computeIfPresent(key, (k, count) -> count <= 1 ? null : count - 1);
        }
    }

    private static boolean isOver(int count, int max) {
        return max > 0 && count > max;
    }
}
