package org.roomcast.delivery;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Frame;
import org.roomcast.codec.WireCodec;
import org.roomcast.model.Disconnect;

/**
 * The queue in front of one reader.
 *
 * <h2>Bounds</h2>
 *
 * The queue is bounded in frames and in bytes. An offer that does not fit is refused, which tells the producer at once
 * that this reader is too slow; the outbox stays as it is, and the producer ends the connection.
 *
 * <h2>Concurrency</h2>
 *
 * Any thread may call any method. A producer only offers: the frames leave on the threads of a small pool, so that what
 * arrives meanwhile leaves together. {@code work} counts what is to be looked at; whoever moves it from 0 to 1 submits
 * the one drain task, and that task loops until it has brought the counter back to 0. Therefore at most one thread is
 * in {@link #drain}, a completion that arrives while it runs only moves the counter, and nothing recurses, however
 * often a transport completes in place. No lock is held while the transport is called.
 *
 * <h2>Order</h2>
 *
 * Frames leave in the order of the offers. At most one send is in flight; the next begins when its completion has come.
 *
 * <h2>End</h2>
 *
 * {@link #close} lets what is queued go out first, then closes. {@link #abort} drops the queue and closes at once. The
 * first of them wins, and the transport is closed exactly once, on the executor for closes, since engines block there.
 */
public final class Outbox {

    /** The most frames of one batched message, and the most sends of one turn on the pool: fairness among readers. */
    private static final int MAX_RUN = 256;
    /** A batched message stops growing here, in bytes. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final Frame.Close BROKEN = new Frame.Close(Disconnect.INTERNAL.code(), Disconnect.INTERNAL.reason());

    private final Transport transport;
    private final WireCodec codec;
    private final boolean batching;
    private final OutboxThreads threads;
    private final OutboxListener listener;

    private final FrameQueue queue;
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicReference<Frame.@Nullable Close> closing = new AtomicReference<>();
    private final Runnable drain = this::drain;
    private final WaitingTasks waiting;
    private final SendInFlight sending;

    private volatile boolean pingDue;
    private volatile boolean aborted;
    private volatile boolean closed;

    /** @param batching whether several frames may leave as one message */
    public Outbox(
            Transport transport,
            WireCodec codec,
            boolean batching,
            OutboxLimits limits,
            OutboxThreads threads,
            LongSupplier nanoTime,
            OutboxListener listener) {
        this.transport = transport;
        this.codec = codec;
        this.batching = batching;
        this.queue = new FrameQueue(limits);
        this.threads = threads;
        this.waiting = new WaitingTasks(threads.drainers());
        this.sending = new SendInFlight(nanoTime);
        this.listener = listener;
    }

    /** Holds back what is offered; to be called before the first offer, and ended by {@link #resume}. */
    public void pause() {
        work.set(1);
    }

    /** Lets out what was held back. */
    public void resume() {
        threads.drainers().execute(drain);
    }

    /** The dialect of this reader. */
    public WireCodec codec() {
        return codec;
    }

    /**
     * Puts a frame at the end of the queue.
     *
     * @return false when it did not fit, or the outbox is closing; the frame is then dropped
     */
    public boolean offer(Frame frame) {
        if (closing.get() != null) {
            return false;
        }
        if (!queue.offer(frame)) {
            return false;
        }
        schedule();
        return true;
    }

    /** Whether at most half of the queue is taken. */
    public boolean hasRoom() {
        return queue.isHalfEmpty();
    }

    /** Runs the task, once, on the pool, when there is room or the outbox has closed; beside others that wait. */
    public void whenRoom(Runnable task) {
        waiting.add(task);
        if (closed || hasRoom()) {
            waiting.wake();
        }
    }

    /** Sends a ping control frame as soon as no send is in flight. */
    public void ping() {
        pingDue = true;
        schedule();
    }

    /** Closes after what is queued has gone out; whoever waits for that too long calls {@link #abort}. */
    public void close(Frame.Close status) {
        Frame last = codec.last(status);
        if (last != null) {
            offer(last);
        }
        if (closing.compareAndSet(null, status)) {
            schedule();
        }
    }

    /** Drops what is queued and closes, even while a send is in flight. */
    public void abort(Frame.Close status) {
        closing.compareAndSet(null, status);
        aborted = true;
        schedule();
    }

    /** How long the send that is in flight has taken, in nanoseconds; 0 when there is none. */
    public long stalledNanos() {
        return sending.nanos();
    }

    /** How many frames wait. */
    public int queuedFrames() {
        return queue.frames();
    }

    /** How many bytes wait. */
    public long queuedBytes() {
        return queue.bytes();
    }

    private void schedule() {
        if (work.getAndIncrement() == 0) {
            threads.drainers().execute(drain);
        }
    }

    private void drain() {
        try {
            int missed = work.get();
            do {
                if (!turn()) {
                    threads.drainers().execute(drain);
                    return;
                }
                missed = work.addAndGet(-missed);
            } while (missed != 0);
        } catch (RuntimeException | Error fault) {
            // this thread held the counter, so nobody will drain again: the reader must not wait for it
            closing.compareAndSet(null, BROKEN);
            finish();
            listener.broken();
            throw fault;
        }
    }

    /** Sends what can be sent now. @return false when there may be more and others should have their turn first */
    private boolean turn() {
        for (int sends = 0; !closed; sends++) {
            if (aborted || (closing.get() != null && queue.isEmpty() && !sending.isUnderWay())) {
                finish();
            } else if (sending.isUnderWay()) {
                return true;
            } else if (sends == MAX_RUN) {
                return false;
            } else if (pingDue) {
                pingDue = false;
                transport.ping();
            } else if (!sendNext()) {
                return true;
            }
        }
        queue.clear();
        return true;
    }

    private boolean sendNext() {
        Frame first = queue.poll();
        if (first == null) {
            return false;
        }
        List<Frame> run = batching && !queue.isEmpty() ? queue.takeRun(first, MAX_RUN, BATCH_BYTES) : List.of(first);
        // a frame that waits alone leaves as one object, not as an array of one
        String message = run.size() == 1 ? first.text() : codec.batch(run);
        if (!waiting.isEmpty() && hasRoom()) {
            waiting.wake();
        }
        sending.begin(run);
        transport.send(message, this::sent);
        return true;
    }

    private void sent(boolean ok) {
        if (ok) {
            listener.sent(sending.frames(), sending.bytes());
            sending.end();
            schedule();
        } else {
            sending.end();
            abort(BROKEN);
            listener.broken();
        }
    }

    private void finish() {
        closed = true;
        waiting.wake();
        Frame.Close status = Objects.requireNonNull(closing.get());
        threads.closers().execute(() -> transport.close(status));
    }
}
