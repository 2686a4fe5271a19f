package org.roomcast.boot.wiring;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the daemon threads of one pool, named and numbered: through the server's factory where it has one and still
 * gives threads, else plain ones with the class loader of whoever made this. Safe in every thread.
 */
final class NamedThreads implements ThreadFactory {

    private final String prefix;
    private final @Nullable ThreadFactory container;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final AtomicInteger number = new AtomicInteger();

    /** @param container the server's factory; null where there is none */
    NamedThreads(String prefix, @Nullable ThreadFactory container) {
        this.prefix = prefix;
        this.container = container;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread managed = container == null ? null : managed(container, task);
        Thread thread = managed == null ? own(task) : managed;
        thread.setName(prefix + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static @Nullable Thread managed(ThreadFactory container, Runnable task) {
        try {
            return container.newThread(task);
        } catch (IllegalStateException itsEndHasCome) {
            // the application is being undeployed, and its connections have yet to be closed
            return null;
        }
    }

    /** Without the class loader it would have that of the thread that happened to need one more. */
    private Thread own(Runnable task) {
        Thread thread = new Thread(task);
        thread.setContextClassLoader(loader);
        return thread;
    }
}
