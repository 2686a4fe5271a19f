package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerThreadsTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final List<Thread> seen = new CopyOnWriteArrayList<>();
    private ServerThreads threads = new ServerThreads(new ContainerResources());

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void everyThreadHasANameThatTellsItsPoolAndIsADaemon() throws Exception {
        useAll();
        assertThat(seen).extracting(Thread::getName).allMatch(name -> name.matches("roomcast-(timer|drain|close)-1"));
        assertThat(seen).hasSize(3).allMatch(Thread::isDaemon);
    }

    @Test
    void allThreadsHaveEndedWhenStopReturns() throws Exception {
        useAll();
        assertThat(seen).allMatch(Thread::isAlive);
        threads.stop();
        for (Thread thread : seen) {
            // a pool has ended a moment before its last thread has
            thread.join(30_000);
        }
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    @Test
    void whatIsQueuedAtTheEndIsStillDone() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            threads.forOutboxes().drainers().execute(done::incrementAndGet);
        }
        threads.stop();
        assertThat(done).hasValue(1000);
    }

    @Test
    void aCloseThatAnEngineBlocksIsCutAtTheEnd() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        threads.forOutboxes().closers().execute(() -> {
            blocked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                cut.countDown();
            }
        });
        await(blocked);
        threads.stop();
        await(cut);
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        threads.stop();
        AtomicInteger done = new AtomicInteger();
        threads.forOutboxes().drainers().execute(done::incrementAndGet);
        threads.forOutboxes().closers().execute(done::incrementAndGet);
        assertThat(done).hasValue(0);
    }

    @Test
    void aTimersTaskThatThrowsRunsAgain() {
        AtomicInteger runs = new AtomicInteger();
        threads.repeat(SOON, "test", () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        eventually(() -> assertThat(runs).hasValueGreaterThan(2));
    }

    @Test
    void onAServerWithManagedThreadsAllThreadsAreTheServers() throws Exception {
        threads = threadsOf(task -> {
            Thread thread = new Thread(task, "named by the server");
            made.add(thread);
            return thread;
        });
        useAll();
        assertThat(seen).hasSize(3).allMatch(made::contains).allMatch(Thread::isDaemon);
        assertThat(seen).extracting(Thread::getName).allMatch(name -> name.startsWith("roomcast-"));
        threads.stop();
        eventually(() -> assertThat(made).noneMatch(Thread::isAlive));
    }

    @Test
    void aServerThatGivesNoMoreThreadsIsNotNeeded() throws Exception {
        threads = threadsOf(task -> null);
        useAll();
        threads.stop();
        seen.clear();
        threads = threadsOf(task -> {
            throw new IllegalStateException("The application is being undeployed");
        });
        useAll();
        assertThat(seen).hasSize(3);
    }

    @Test
    void threadsOfOurOwnHaveTheClassLoaderOfTheApplication() throws Exception {
        ClassLoader former = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader(former) {};
        Thread.currentThread().setContextClassLoader(application);
        try {
            threads = new ServerThreads(new ContainerResources());
        } finally {
            Thread.currentThread().setContextClassLoader(former);
        }
        useAll();
        assertThat(seen).extracting(Thread::getContextClassLoader).containsOnly(application);
    }

    private static ServerThreads threadsOf(ThreadFactory factory) {
        return new ServerThreads(FakeNaming.with(Map.of("java:comp/DefaultManagedThreadFactory", factory))
                .resources());
    }

    /** Has each pool do something. */
    private void useAll() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(3);
        Runnable once = () -> {
            if (!seen.contains(Thread.currentThread())) {
                seen.add(Thread.currentThread());
                done.countDown();
            }
        };
        threads.repeat(SOON, "test", once);
        threads.forOutboxes().drainers().execute(once);
        threads.forOutboxes().closers().execute(once);
        await(done);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
