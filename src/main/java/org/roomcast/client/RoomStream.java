package org.roomcast.client;

import java.time.Duration;
import java.util.Map;
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

    private static final int PAGE = 100;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String room;
    private final Loop loop;
    private final Map<String, Position> positions;
    private final Unechoed unechoed;
    private final RoomOutlet outlet;
    private final Ahead ahead = new Ahead();
    private boolean told;
    private int healings;
    /** The number of the healing that is under way; 0 for none. */
    private int current;

    private Loop.Timer timer = Loop.Timer.NONE;

    RoomStream(String room, Loop loop, Map<String, Position> positions, Unechoed unechoed, RoomOutlet outlet) {
        this.room = room;
        this.loop = loop;
        this.positions = positions;
        this.unechoed = unechoed;
        this.outlet = outlet;
    }

    @Nullable Position position() {
        return positions.get(room);
    }

    /** The room was entered, with this position if there was one. @return whether nothing is lost */
    boolean enter(@Nullable Position to, boolean recovered) {
        Position from = position();
        if (from != null && to != null && recovered && Unechoed.isReached(from, to)) {
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
        ahead.reach(at.offset());
        if (ahead.hasRoom() || at.offset() == last.offset() + 1) {
            ahead.put(unechoed.early(event));
        }
        advance();
    }

    /** What was published without an echo has its ack, which may be here before that of the join, or has failed. */
    void settled(@Nullable Position own) {
        Position at = position();
        if (own != null) {
            unechoed.add(own, at);
        }
        if (at != null) {
            advance();
        }
    }

    /** The connection is gone; what is missing comes with the next join. */
    void suspend() {
        ahead.clear();
        unechoed.suspend();
        told = false;
        current = 0;
        timer.cancel();
    }

    /** The room was left for good: the next join does not continue. */
    void forget() {
        restart(null);
        unechoed.clear();
    }

    private void advance() {
        drain();
        if (current == 0 && isBehind() && !isExplained()) {
            tell();
            current = ++healings;
            heal(current);
        }
    }

    private void drain() {
        for (Position from = position(); from != null; from = position()) {
            Position at = from.plus(1);
            Unechoed.Early next = ahead.at(at.offset());
            boolean isOwn = unechoed.contains(at);
            if (!isOwn && (next == null || unechoed.mayBe(next))) {
                return;
            }
            ahead.remove(at.offset());
            unechoed.passed(at);
            if (!isOwn && next != null) {
                outlet.deliver(next.event());
            }
            // A listener may have left the room.
            if (!from.equals(position())) {
                return;
            }
            positions.put(room, at);
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
            renew(page.epoch() == null ? null : new Position(page.epoch(), page.lastOffset()));
            return;
        }
        for (RoomEvent event : page.events()) {
            if (event.offset() > from.offset()) {
                ahead.put(unechoed.early(event));
            }
        }
        drain();
        if (from.equals(position())) {
            pass();
        }
    }

    /** The history does not have what is missing: it is our own, or lost. */
    private void pass() {
        if (isExplained()) {
            current = 0;
        } else {
            giveUp();
        }
    }

    /** Goes on behind the hole. */
    private void giveUp() {
        Position from = position();
        if (from != null) {
            Position to = ahead.edge(from);
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
            broken(Kind.GAP, from, ahead.edge(from));
        }
    }

    /** Whether the next event may be one of our own, whose ack will tell. */
    private boolean isExplained() {
        Position at = position();
        return at != null && unechoed.mayBeAt(at.plus(1), ahead.at(at.offset() + 1));
    }

    private boolean isBehind() {
        Position at = position();
        return at != null && ahead.isBeyond(at);
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
}
