package org.roomcast.codec;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One event for many readers: encoded at most once per dialect, by the first reader that needs it. Safe in every
 * thread; two threads that race may both encode, and one result is kept.
 */
public final class SharedEvent {

    private record Encoded(
            WireCodec codec, Frame frame, @Nullable Encoded next) {}

    private final Event event;
    private final AtomicReference<@Nullable Encoded> encoded = new AtomicReference<>();

    public SharedEvent(Event event) {
        this.event = event;
    }

    public Event event() {
        return event;
    }

    /** The frame in the dialect of {@code codec}. */
    public Frame frameFor(WireCodec codec) {
        Encoded head = encoded.get();
        for (Encoded e = head; e != null; e = e.next()) {
            if (e.codec() == codec) {
                return e.frame();
            }
        }
        Frame frame = codec.encode(event);
        encoded.compareAndSet(head, new Encoded(codec, frame, head));
        return frame;
    }
}
