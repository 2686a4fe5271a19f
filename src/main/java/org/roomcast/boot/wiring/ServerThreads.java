package org.roomcast.boot.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.roomcast.delivery.OutboxThreads;

/**
 * The server's own threads: one timer, a drainer per core, a few closers. They end with the application. The queues are
 * bounded by what fills them: an outbox queues itself at most once.
 */
@ApplicationScoped
public class ServerThreads {

    private static final Logger LOG = System.getLogger(ServerThreads.class.getName());
    private static final int CLOSERS = 4;

    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1, named("timer"));
    private final ThreadPoolExecutor drainers =
            pool(Math.max(2, Runtime.getRuntime().availableProcessors()), "drain");
    private final ThreadPoolExecutor closers = pool(CLOSERS, "close");

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

    void stop() {
        timer.shutdownNow();
        drainers.shutdown();
        closers.shutdown();
    }

    private static ThreadPoolExecutor pool(int size, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        // what comes after the end belongs to connections that are gone
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String role) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "roomcast-" + role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
