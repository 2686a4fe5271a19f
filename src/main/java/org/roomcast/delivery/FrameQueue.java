package org.roomcast.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Frame;

/**
 * Frames in the order of their offers, bounded in number and in bytes. Any thread may offer, one at a time takes. A frame
 * that is larger than the bound by itself is taken while nothing else waits, since it could never be sent otherwise.
 */
final class FrameQueue {

    private final OutboxLimits limits;
    private final ConcurrentLinkedQueue<Frame> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    FrameQueue(OutboxLimits limits) {
        this.limits = limits;
    }

    /** @return false when it does not fit; the queue is then as it was */
    boolean offer(Frame frame) {
        if (frames.incrementAndGet() > limits.frames()) {
            frames.decrementAndGet();
            return false;
        }
        long waiting = bytes.addAndGet(frame.bytes());
        if (waiting > limits.bytes() && waiting != frame.bytes()) {
            frames.decrementAndGet();
            bytes.addAndGet(-frame.bytes());
            return false;
        }
        return queue.add(frame);
    }

    @Nullable Frame poll() {
        Frame frame = queue.poll();
        if (frame != null) {
            frames.decrementAndGet();
            bytes.addAndGet(-frame.bytes());
        }
        return frame;
    }

    /** Takes what may leave together with {@code first}, which is already taken; at most so many and of that size. */
    List<Frame> takeRun(Frame first, int maxFrames, long maxBytes) {
        List<Frame> run = new ArrayList<>();
        run.add(first);
        long size = first.bytes();
        for (Frame next = peek(); next != null && run.size() < maxFrames; next = peek()) {
            size += next.bytes();
            if (size > maxBytes) {
                break;
            }
            poll();
            run.add(next);
        }
        return run;
    }

    @Nullable Frame peek() {
        return queue.peek();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void clear() {
        Frame dropped = poll();
        while (dropped != null) {
            dropped = poll();
        }
    }

    /** Whether at most half of either bound is taken. */
    boolean isHalfEmpty() {
        return frames.get() <= limits.frames() / 2 && bytes.get() <= limits.bytes() / 2;
    }

    int frames() {
        return frames.get();
    }

    long bytes() {
        return bytes.get();
    }
}
