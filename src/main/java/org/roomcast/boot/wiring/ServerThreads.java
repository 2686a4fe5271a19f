package org.roomcast.boot.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.model.SafeLog;

/**
 * The server's own threads: one timer, a drainer per core, a few closers. Pools of our own everywhere; where the server
 * has a factory for managed threads, the threads come from it. They end with the application. The queues are bounded by
 * what fills them: an outbox queues itself at most once.
 */
@ApplicationScoped
public class ServerThreads {

    private static final Logger LOG = SafeLog.of(ServerThreads.class);
    private static final int CLOSERS = 4;
    /** What is under way at the end of the application gets so long; a close that an engine blocks is then cut. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor drainers;
    private final ThreadPoolExecutor closers;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected ServerThreads() {
        this.timer = null;
        this.drainers = null;
        this.closers = null;
    }

    @Inject
    ServerThreads(ContainerResources container) {
        ThreadFactory managed = container.threadFactory().orElse(null);
        this.timer = new ScheduledThreadPoolExecutor(1, new NamedThreads("roomcast-timer-", managed));
        this.drainers = pool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), new NamedThreads("roomcast-drain-", managed));
        this.closers = pool(CLOSERS, new NamedThreads("roomcast-close-", managed));
    }

    OutboxThreads forOutboxes() {
        return new OutboxThreads(drainers, closers);
    }

    /** Runs the task again and again; one that throws is logged and goes on. */
    void repeat(Duration every, String what, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException fault) {
                LOG.log(Level.ERROR, "The timer's task failed: " + what, fault);
            }
        };
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(guarded, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends all threads, and returns when they have ended; what is queued is done first. */
    void stop() {
        timer.shutdownNow();
        drainers.shutdown();
        closers.shutdown();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ExecutorService pool : List.of(timer, drainers, closers)) {
            if (!hasEnded(pool, deadline)) {
                int dropped = pool.shutdownNow().size();
                LOG.log(Level.WARNING, "Threads were still busy at the end and were interrupted; {0} waited", dropped);
            }
        }
    }

    private static boolean hasEnded(ExecutorService pool, long deadline) {
        try {
            return pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        // what comes after the end belongs to connections that are gone
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
