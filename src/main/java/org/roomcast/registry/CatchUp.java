package org.roomcast.registry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.SharedEvent;
import org.roomcast.history.HistoryPage;
import org.roomcast.history.HistoryQuery;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;

/**
 * One subscriber's way into a room with history: from where it was to the live events.
 *
 * <h2>The hand-over</h2>
 *
 * From the moment of joining the subscriber is in the room, but the room passes it over ({@link Room#publish}). What it
 * missed is offered to it bit by bit, from the store as long as that is needed and then from the ring of the {@link
 * RoomLog}, which every event enters before the room publishes it. The last bit is offered under the room's lock, in
 * the same breath in which the subscriber becomes a live one from that offset on. An event that is in the ring but not
 * yet published is thus offered here and passed over there; one that is not yet in the ring is published later, to a
 * subscriber that is live by then. Nothing is missing and nothing comes twice, and no live event has to be held back.
 *
 * <h2>All or nothing</h2>
 *
 * Whether the log reaches back is known before the answer: {@code recovered} is false when the epoch is another one, when
 * the offset is none of the log's, or when older events are gone already. Should the store fail after the answer, the
 * subscriber is ended with a code that brings it back, to resume from where it then is.
 *
 * <h2>Flow</h2>
 *
 * The {@link Replay} stops while the outbox has no room, and this waits for it. Who has not caught up within a minute reads
 * too slowly.
 *
 * <h2>Concurrency</h2>
 *
 * Every thread may call {@link #proceed}; {@link Steps} lets one at a time take them. A step runs under the room's lock,
 * what follows from it (reading, answering a caller) does not.
 */
final class CatchUp {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The history that a newcomer gets must leave room in the queue for what is published meanwhile. */
    static final int MAX_HISTORY_SIZE = 256 * 1024;

    private enum Next {
        FETCH_LOG,
        READ_PAGE,
        WAIT_FOR_ROOM,
        LIVE,
        GIVE_UP
    }

    private final Subscriber subscriber;
    private final Room room;
    private final CatchUps catchUps;
    private final Runnable leave;
    private final JoinRequest request;
    private final long deadlineNanos;
    private final Steps steps = new Steps(this::step);
    private final CompletableFuture<JoinResult> done = new CompletableFuture<>();
    /** Guarded by the room's lock, as all below. */
    private final JoinAnswers answers = new JoinAnswers();

    private final Replay replay;
    private @Nullable JoinResult result;
    private boolean isOutOfReach;
    private boolean isOver;
    private @Nullable Throwable fault;

    /** @param leave takes the subscriber out of the room, should it not get in */
    CatchUp(
            Subscriber subscriber,
            Room room,
            JoinRequest request,
            @Nullable JoinAnswer answer,
            CatchUps catchUps,
            Runnable leave) {
        this.subscriber = subscriber;
        this.room = room;
        this.catchUps = catchUps;
        this.leave = leave;
        this.request = request;
        this.replay = new Replay(subscriber, request.since());
        this.deadlineNanos = catchUps.nanoTime() + PATIENCE.toNanos();
        answers.add(request, answer, done);
    }

    /** Completes when the answer has been given; fails when the subscriber did not get in. */
    CompletionStage<JoinResult> done() {
        return done;
    }

    /** Answers those who still wait for an earlier join of the same subscriber, too. Called under the room's lock. */
    void takeOver(CatchUp earlier) {
        answers.takeOver(earlier.answers);
    }

    /** Takes the next steps; to be called when something has changed. */
    void proceed() {
        steps.run();
    }

    private void step() {
        Next next;
        boolean isOutside;
        Runnable completion;
        synchronized (room) {
            if (isOver) {
                return;
            }
            next = room.isCatchingUp(subscriber, this) ? guardedAdvance() : Next.GIVE_UP;
            isOver = next == Next.LIVE || next == Next.GIVE_UP;
            isOutside = next == Next.GIVE_UP && result == null && room.abandons(subscriber, this);
            completion = result != null || next == Next.GIVE_UP ? answers.completion(result, fault) : () -> {};
        }
        completion.run();
        switch (next) {
            case FETCH_LOG -> catchUps.fetchLog(room.name()).whenComplete((log, failure) -> fetched(failure));
            case READ_PAGE -> catchUps.read(this);
            case WAIT_FOR_ROOM -> subscriber.whenRoom(this::proceed);
            default -> catchUps.over(this);
        }
        if (isOutside) {
            leave.run();
        }
    }

    /** The answers are made by the caller's code. */
    private Next guardedAdvance() {
        try {
            return advance();
        } catch (RuntimeException | Error broken) {
            fault = broken;
            return Next.GIVE_UP;
        }
    }

    /** Under the room's lock. */
    private Next advance() {
        boolean isLate = catchUps.nanoTime() - deadlineNanos > 0;
        if (fault != null || isLate) {
            if (result != null) {
                subscriber.disconnect(fault == null ? Disconnect.TOO_SLOW : Disconnect.RESTARTING);
            } else if (fault == null) {
                fault = new ProtocolException(ErrorCode.UNAVAILABLE, "The history could not be read in time");
            }
            return Next.GIVE_UP;
        }
        RoomLog log = catchUps.log(room.name());
        RoomLog.Tail tail = log == null ? null : log.after(replay.cursor());
        if (log == null || tail == null) {
            return Next.FETCH_LOG;
        }
        // the store may be ahead of the log, which has what is newer when it is told
        replay.dropAfter(tail.top());
        if (result != null) {
            return replay();
        }
        Position since = request.since();
        boolean isOfLog = since != null
                && since.epoch().equals(tail.top().epoch())
                && since.offset() <= tail.top().offset();
        if (!isOfLog || isOutOfReach) {
            return beginAnew(log, since == null ? null : false);
        }
        if (tail.events() == null && !replay.hasPage()) {
            return Next.READ_PAGE;
        }
        answer(new JoinResult(room.userCount(), tail.top(), true));
        return replay();
    }

    private Next beginAnew(RoomLog log, @Nullable Boolean recovered) {
        RoomLog.Tail latest = log.latest(request.history(), MAX_HISTORY_SIZE);
        if (latest == null) {
            return Next.FETCH_LOG;
        }
        Position top = room.positionFor(subscriber, latest.top());
        answer(new JoinResult(room.userCount(), top, recovered));
        room.goLive(subscriber, top);
        if (request.history() > 0) {
            subscriber.deliver(new SharedEvent(latest.upTo(room.name(), top).asEvent(null)));
        }
        return Next.LIVE;
    }

    private Next replay() {
        if (!replay.offerPage()) {
            return Next.WAIT_FOR_ROOM;
        }
        RoomLog log = catchUps.log(room.name());
        RoomLog.Tail rest = log == null ? null : log.after(replay.cursor());
        if (rest == null) {
            return Next.FETCH_LOG;
        }
        if (rest.events() == null) {
            return Next.READ_PAGE;
        }
        if (!replay.offer(rest.events())) {
            return Next.WAIT_FOR_ROOM;
        }
        room.goLive(subscriber, rest.top());
        return Next.LIVE;
    }

    private void answer(JoinResult outcome) {
        List<SharedEvent> events = answers.events(outcome);
        result = outcome;
        catchUps.answered(outcome);
        events.forEach(subscriber::deliver);
    }

    Room room() {
        return room;
    }

    /** What is to be read next. */
    HistoryQuery nextPage() {
        synchronized (room) {
            return HistoryQuery.after(replay.cursor(), HistoryQuery.MAX_LIMIT);
        }
    }

    void pageRead(@Nullable HistoryPage read, @Nullable Throwable failure) {
        synchronized (room) {
            if (read == null) {
                fault = failure == null ? new IllegalStateException("no page") : failure;
            } else if (!replay.take(read)) {
                isOutOfReach = true;
                fault = result == null ? null : new IllegalStateException("the log no longer reaches back");
            }
        }
        proceed();
    }

    private void fetched(@Nullable Throwable failure) {
        if (failure != null) {
            synchronized (room) {
                fault = failure;
            }
        }
        proceed();
    }
}
