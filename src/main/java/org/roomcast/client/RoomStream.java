package org.roomcast.client;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.client.Discontinuity.Kind;
import org.roomcast.model.Position;

/**
 * Puts the events of one room in order: each is delivered once, none before an older one.
 *
 * <p>The position is that of the last event whose listeners have run. What is not behind it is a duplicate. What is too
 * far behind it shows a gap, and waits while the history is asked for the missing events. For the client's thread.
 */
final class RoomStream {

    /** Events that came too early wait for those before them; beyond this many they are read from the history instead. */
    static final int MOST_AHEAD = 500;

    private static final int PAGE = 100;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String room;
    private final Loop loop;
    private final Map<String, Position> positions;
    private final Outlet outlet;
    private final TreeMap<Long, RoomEvent> ahead = new TreeMap<>();
    /** The highest offset that is known to exist. */
    private long top;

    private boolean told;
    /** Counts the healings; 0 in {@link #current} when none is under way. */
    private int healings;

    private int current;
    private Loop.Timer timer = Loop.Timer.NONE;

    RoomStream(String room, Loop loop, Map<String, Position> positions, Outlet outlet) {
        this.room = room;
        this.loop = loop;
        this.positions = positions;
        this.outlet = outlet;
    }

    /** Where the events go, and what is missing comes from. */
    interface Outlet {

        /** Never throws. */
        void deliver(RoomEvent event);

        /** Never throws. */
        void broken(Discontinuity discontinuity);

        CompletionStage<HistoryPage> since(long offset, int limit);
    }

    @Nullable Position position() {
        return positions.get(room);
    }

    /** The room was entered, with this position if there was one. @return whether nothing is lost */
    boolean enter(@Nullable Position to, boolean recovered) {
        Position from = position();
        if (from != null
                && to != null
                && recovered
                && from.epoch().equals(to.epoch())
                && from.offset() <= to.offset()) {
            return true;
        }
        restart(to);
        if (from != null && to != null) {
            broken(from.epoch().equals(to.epoch()) ? Kind.LOST : Kind.EPOCH, from, to);
        }
        return false;
    }

    /** An event of the room, live or from the log. */
    void receive(RoomEvent event) {
        Position at = event.position();
        Position last = position();
        if (at == null || last == null) {
            outlet.deliver(event);
            return;
        }
        if (!at.epoch().equals(last.epoch())) {
            last = new Position(at.epoch(), at.offset() - 1);
            renew(last);
        }
        if (at.offset() <= last.offset()) {
            return;
        }
        top = Math.max(top, at.offset());
        if (ahead.size() < MOST_AHEAD || at.offset() == last.offset() + 1) {
            ahead.put(at.offset(), event);
        }
        advance();
    }

    /** The connection is gone; what is missing comes with the next join. */
    void suspend() {
        ahead.clear();
        top = 0;
        told = false;
        current = 0;
        timer.cancel();
    }

    /** The room was left for good: the next join does not continue. */
    void forget() {
        restart(null);
    }

    private void advance() {
        drain();
        if (current == 0 && isBehind()) {
            tell();
            current = ++healings;
            heal(current);
        }
    }

    private void drain() {
        for (Position from = position(); from != null; from = position()) {
            RoomEvent next = ahead.remove(from.offset() + 1);
            if (next == null) {
                return;
            }
            outlet.deliver(next);
            // A listener may have left the room.
            if (!from.equals(position())) {
                return;
            }
            positions.put(room, from.plus(1));
            told &= isBehind();
        }
    }

    private void heal(int healing) {
        Position from = position();
        if (healing != current || from == null || !isBehind()) {
            current = healing == current ? 0 : current;
            return;
        }
        outlet.since(from.offset(), PAGE).whenComplete((page, failure) -> {
            if (healing != current) {
                return;
            }
            if (failure == null) {
                fill(page);
                heal(healing);
            } else {
                failed(RoomcastException.of(failure), healing);
            }
        });
    }

    private void failed(RoomcastException reason, int healing) {
        if (reason.isTemporary()) {
            Duration wait = reason.retryAfter() == null ? RETRY : reason.retryAfter();
            timer = loop.after(wait, () -> heal(healing));
        } else {
            giveUp();
            heal(healing);
        }
    }

    private void fill(HistoryPage page) {
        Position from = position();
        if (from == null) {
            return;
        }
        if (!from.epoch().equals(page.epoch())) {
            long last = page.events().isEmpty()
                    ? 0
                    : offset(page.events().get(page.events().size() - 1));
            renew(page.epoch() == null ? null : new Position(page.epoch(), last));
            return;
        }
        for (RoomEvent event : page.events()) {
            if (offset(event) > from.offset()) {
                ahead.put(offset(event), event);
            }
        }
        drain();
        if (from.equals(position())) {
            giveUp();
        }
    }

    /** Goes on behind the hole. */
    private void giveUp() {
        Position from = position();
        if (from != null) {
            Position to = edge(from);
            positions.put(room, to);
            broken(Kind.LOST, from, to);
            drain();
        }
    }

    private void renew(@Nullable Position to) {
        Position from = position();
        restart(to);
        if (from != null && to != null) {
            broken(Kind.EPOCH, from, to);
        }
    }

    private void tell() {
        Position from = position();
        if (!told && from != null) {
            told = true;
            broken(Kind.GAP, from, edge(from));
        }
    }

    /** The last position of the gap in front of us. */
    private Position edge(Position from) {
        long next = ahead.isEmpty() ? top + 1 : Math.min(top + 1, ahead.firstKey());
        return new Position(from.epoch(), next - 1);
    }

    private boolean isBehind() {
        Position at = position();
        return at != null && top > at.offset();
    }

    private void restart(@Nullable Position to) {
        suspend();
        if (to == null) {
            positions.remove(room);
        } else {
            positions.put(room, to);
        }
    }

    private void broken(Kind kind, Position from, Position to) {
        outlet.broken(new Discontinuity(room, kind, from, to));
    }

    private static long offset(RoomEvent event) {
        return event.position() == null ? 0 : event.position().offset();
    }
}
