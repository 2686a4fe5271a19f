package org.roomcast.registry;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * A subscriber in a room: the user as whom it is counted whatever becomes of its identity, and how far it has got.
 * Guarded by the room's lock.
 */
final class RoomEntry {

    final Subscriber subscriber;
    String userId;
    /** Up to here the subscriber has the room's stored events, without the room's doing. */
    @Nullable Position after;

    @Nullable CatchUp catchUp;
    /** Whether the room's events go to it. */
    boolean isLive;

    RoomEntry(Subscriber subscriber, String userId) {
        this.subscriber = subscriber;
        this.userId = userId;
    }

    /** Whether an event at that position, or a fleeting one, is to be offered to it. */
    boolean takes(@Nullable Position position) {
        Position reached = after;
        return isLive
                && (position == null
                        || reached == null
                        || position.offset() > reached.offset()
                        || !position.epoch().equals(reached.epoch()));
    }

    /**
     * From which position on it can be live, given the newest one of the log.
     *
     * @param published of the last event that the room published; null for none
     */
    Position positionFor(Position top, @Nullable Position published) {
        if (!isLive) {
            return top;
        }
        // it gets the room's events already, and what is in the log but not yet published will still come to it
        Position reached = after;
        if (published != null && published.epoch().equals(top.epoch())) {
            reached = reached == null || reached.offset() < published.offset() ? published : reached;
        }
        return reached == null ? top : reached;
    }
}
