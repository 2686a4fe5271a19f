package org.roomcast.delivery;

import java.util.concurrent.Executor;

/**
 * The threads that outboxes run on.
 *
 * @param drainers a small pool, about a thread per core; its tasks do not block
 * @param closers a small pool for closes, which engines may block
 */
public record OutboxThreads(Executor drainers, Executor closers) {}
