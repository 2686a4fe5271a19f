package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Publishers and subscribers at work on a server, and the judgement at the end. Used by one thread. */
final class Workload implements AutoCloseable {

    /** Everyone is in every room, as connections of nobody in particular. */
    private static final int PUBLISHERS = 4;

    private static final int SUBSCRIBERS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Journal journal = new Journal();
    private final List<String> rooms = List.of("a", "b", "c");
    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();

    /** @param address of the server's chat; asked for anew at each connection */
    Workload(Supplier<URI> address, long seed) {
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(new Subscriber("s" + i, address, executor(), journal, rooms));
        }
        for (int i = 0; i < PUBLISHERS; i++) {
            publishers.add(new Publisher("p" + i, address, executor(), journal, rooms, new Random(seed + i)));
        }
    }

    /** Lets the subscribers in first, so that each sees all there will be. */
    void start() {
        subscribers.forEach(Subscriber::start);
        await("the subscribers are in", () -> subscribers.stream()
                .allMatch(subscriber -> rooms.stream().allMatch(room -> subscriber.offsetOf(room) >= 0)));
        publishers.forEach(Publisher::start);
    }

    int acked() {
        return journal.acked();
    }

    /** How often publishers were told to try again. */
    long refused() {
        return publishers.stream().mapToLong(Publisher::refused).sum();
    }

    void awaitAcked(int count) {
        await(count + " publications are acknowledged", () -> journal.acked() >= count);
    }

    /** Lets everyone come to an end, and reads the journal. */
    void finishAndCheck() {
        publishers.forEach(Publisher::finish);
        await("all publications are acknowledged", () -> publishers.stream().allMatch(Publisher::isIdle));
        Map<String, Long> tops = new HashMap<>();
        journal.entries().forEach(entry -> {
            if (entry instanceof Journal.Acked one) {
                tops.merge(one.room(), one.offset(), Math::max);
            }
        });
        await("the subscribers are up to date", () -> subscribers.stream()
                .allMatch(subscriber ->
                        tops.entrySet().stream().allMatch(top -> subscriber.offsetOf(top.getKey()) >= top.getValue())));
        assertThat(Checker.check(journal.entries())).isEmpty();
    }

    @Override
    public void close() {
        publishers.forEach(Publisher::stop);
        subscribers.forEach(Subscriber::stop);
        executors.forEach(ScheduledExecutorService::shutdown);
    }

    private List<String> states() {
        return Stream.concat(
                        publishers.stream().map(Publisher::state),
                        subscribers.stream().map(Subscriber::state))
                .toList();
    }

    private ScheduledExecutorService executor() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executors.add(executor);
        return executor;
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + ": not yet; acknowledged " + journal.acked() + "; " + states());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
