package org.roomcast.boot;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.config.GateSettings.Transport;
import org.roomcast.limits.Limit;
import org.roomcast.limits.TrustedProxies;

/**
 * The TCP connections that are no WebSockets (those have deadlines of their own): how many an address has, and for how
 * long each has kept the server waiting. What trickles in extends nothing. Safe in every thread.
 */
final class Sockets {

    private enum Phase {
        /** The head of a request is coming, or its first byte is still to come after the opening. */
        HEAD,
        BODY,
        /** The server is at work, perhaps for ever: a stream of events. */
        ANSWER,
        /** An answer was given; there may be another request. */
        IDLE
    }

    private final Transport settings;
    private final TrustedProxies proxies;
    private final LongSupplier nanoTime;
    private final Consumer<Limit> refused;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /** @param refused is told of each connection that is ended */
    Sockets(Transport settings, TrustedProxies proxies, LongSupplier nanoTime, Consumer<Limit> refused) {
        this.settings = settings;
        this.proxies = proxies;
        this.nanoTime = nanoTime;
        this.refused = refused;
    }

    /**
     * Takes a connection.
     *
     * @param cut ends it
     * @return null when its address has too many
     */
    @Nullable Watch accept(@Nullable String address, Runnable cut) {
        String group = proxies.trusts(address) ? null : TrustedProxies.group(address);
        int most = settings.socketsPerAddress();
        if (group != null && byAddress.merge(group, 1, Integer::sum) > most && most > 0) {
            release(group);
            refused.accept(Limit.SOCKETS_PER_ADDRESS);
            return null;
        }
        Watch watch = new Watch(group, cut);
        open.add(watch);
        return watch;
    }

    /** Ends those that have kept the server waiting for too long; to be called about once a second. */
    void tick() {
        long now = nanoTime.getAsLong();
        for (Watch watch : open) {
            long most = watch.most();
            if (most > 0 && now - watch.since > most) {
                if (watch.phase != Phase.IDLE) {
                    refused.accept(Limit.REQUEST_TIME);
                }
                watch.forget();
                watch.cut.run();
            }
        }
    }

    int count() {
        return open.size();
    }

    private void release(String group) {
        byAddress.computeIfPresent(group, (key, count) -> count <= 1 ? null : count - 1);
    }

    /** One connection. */
    final class Watch {
        private final @Nullable String group;
        private final Runnable cut;
        private volatile Phase phase = Phase.HEAD;
        private volatile long since = nanoTime.getAsLong();

        private Watch(@Nullable String group, Runnable cut) {
            this.group = group;
            this.cut = cut;
        }

        /** Bytes have come. */
        void heard() {
            if (phase == Phase.IDLE) {
                enter(Phase.HEAD);
            }
        }

        /**
         * A head, or a part of a body, has come.
         *
         * @param isLast whether nothing of the request is still to come
         */
        void received(boolean isLast) {
            if (isLast) {
                enter(Phase.ANSWER);
            } else if (phase != Phase.BODY) {
                enter(Phase.BODY);
            }
        }

        void answered() {
            enter(Phase.IDLE);
        }

        /** It has become a WebSocket, or has ended. */
        void forget() {
            if (open.remove(this) && group != null) {
                release(group);
            }
        }

        private void enter(Phase next) {
            since = nanoTime.getAsLong();
            phase = next;
        }

        private long most() {
            return switch (phase) {
                case HEAD -> settings.headTimeout().toNanos();
                case BODY -> settings.bodyTimeout().toNanos();
                case IDLE -> settings.idleTimeout().toNanos();
                case ANSWER -> 0;
            };
        }
    }
}
