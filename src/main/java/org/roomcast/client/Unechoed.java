package org.roomcast.client;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Position;
import org.roomcast.model.Sender;

/**
 * Which events of a room this client published without an echo. The server does not send them to it: the position in
 * their ack counts as seen. While such an ack is on its way, a gap may be nothing else, and an event from the log may be
 * one of them; only what was published until then counts, so that later publications never keep an event waiting. For
 * the client's thread.
 */
final class Unechoed {

    private final String room;
    private final Source source;
    private final Set<Position> own = new HashSet<>();
    private @Nullable Position gap;
    private long gapUpTo;

    Unechoed(String room, Source source) {
        this.room = room;
        this.source = source;
    }

    /** What the client as a whole knows. */
    interface Source {

        /** Whether something published there without an echo, with at most that id, has no ack yet. */
        boolean unheard(String room, @Nullable ConnectionId connection, long upTo);

        /** The id of the last request. */
        long lastId();

        /** Whether that is this client's user. */
        boolean isMe(@Nullable String userId);
    }

    /** An event that waits for those before it, and the last request when it came. */
    record Early(RoomEvent event, long upTo) {}

    Early early(RoomEvent event) {
        return new Early(event, source.lastId());
    }

    /**
     * An ack told its place.
     *
     * @param reached up to where the events have been processed; null when that is not known yet
     */
    void add(Position at, @Nullable Position reached) {
        if (reached == null || !isReached(at, reached)) {
            own.add(at);
        }
    }

    /** Whether a position in the same log is that one or a later one. */
    static boolean isReached(Position that, Position position) {
        return that.epoch().equals(position.epoch()) && that.offset() <= position.offset();
    }

    boolean contains(Position at) {
        return own.contains(at);
    }

    void passed(Position at) {
        own.remove(at);
    }

    /** What came over REST tells its sender, but no connection. */
    boolean mayBe(Early early) {
        Sender from = early.event().from();
        return from != null
                && (from.connectionId() != null || source.isMe(from.id()))
                && source.unheard(room, from.connectionId(), early.upTo());
    }

    /** Whether the event at that place, which came early or not at all, may be one of them, so that an ack will tell. */
    boolean mayBeAt(Position at, @Nullable Early early) {
        if (early != null) {
            return mayBe(early);
        }
        if (!at.equals(gap)) {
            gap = at;
            gapUpTo = source.lastId();
        }
        return source.unheard(room, null, gapUpTo);
    }

    /** The connection is gone. */
    void suspend() {
        gap = null;
    }

    void clear() {
        own.clear();
    }
}
