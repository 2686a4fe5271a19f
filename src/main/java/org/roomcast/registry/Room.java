package org.roomcast.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Member;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicy;

/**
 * One room: its subscribers, its users, and the order of its events.
 *
 * <h2>Order</h2>
 *
 * Everything that a member sees of the room is offered to the members' outboxes under the room's lock. So all members
 * see the same events in the same order, the answer to a join comes before the room's first event, and nothing of the
 * room comes after the answer to a leave.
 *
 * <h2>Concurrency</h2>
 *
 * All methods take the room's own lock. Under it outboxes are offered to, which neither blocks nor throws; nothing else
 * is called. {@link Rooms} holds the same lock around entering and leaving.
 *
 * <h2>Users</h2>
 *
 * What {@code joined} and {@code left} announce, once per user, is what {@link RoomUsers} counts; {@link #members} tells
 * the same.
 */
final class Room {

    /** Above so many users the room announces nobody: each arrival would cost a frame to every member. */
    static final int MAX_ANNOUNCED = 500;

    private final RoomName name;
    private final RoomPolicy policy;
    private final Map<ConnectionId, RoomEntry> entries = new LinkedHashMap<>();
    private final RoomUsers users;
    private final RoomMeter meter = new RoomMeter();
    private boolean isDropped;
    /** Of the last stored event that was published here. */
    private @Nullable Position published;

    Room(RoomName name, RoomPolicy policy) {
        this.name = name;
        this.policy = policy;
        this.users = new RoomUsers(name);
    }

    RoomName name() {
        return name;
    }

    RoomPolicy policy() {
        return policy;
    }

    /** Notes that nobody may enter any more, if nobody is here. @return whether that is so */
    synchronized boolean dropIfEmpty() {
        isDropped = entries.isEmpty() && users.count() == 0;
        return isDropped;
    }

    /** Whether the room is on its way out of the map: who wants to enter needs a new one. */
    synchronized boolean isDropped() {
        return isDropped;
    }

    /**
     * Adds a subscriber; adding it again changes nothing and is answered alike.
     *
     * @param answer makes the answer from the number of users; null for none
     */
    synchronized JoinResult add(Subscriber subscriber, Instant now, JoinRequest request, @Nullable JoinAnswer answer) {
        requirePlace(subscriber);
        String userId = subscriber.identity().presenceId(subscriber.id());
        boolean isNewUser = !entries.containsKey(subscriber.id()) && !users.has(userId);
        Boolean recovered = request.since() == null ? null : false;
        JoinResult result = new JoinResult(users.count() + (isNewUser ? 1 : 0), null, recovered);
        // made before anything changes, since it is the caller's code and may throw
        SharedEvent answering = answer == null ? null : new SharedEvent(answer.toJoin(result));
        if (answering != null) {
            subscriber.deliver(answering);
        }
        place(subscriber, userId, now).isLive = true;
        return result;
    }

    /** Adds a subscriber that gets nothing of the room until it has caught up; one that was here before waits anew. */
    synchronized void add(Subscriber subscriber, Instant now, CatchUp catchUp, boolean resumes) {
        requirePlace(subscriber);
        RoomEntry entry = place(subscriber, subscriber.identity().presenceId(subscriber.id()), now);
        if (entry.catchUp != null) {
            catchUp.takeOver(entry.catchUp);
        }
        entry.catchUp = catchUp;
        entry.isLive &= !resumes;
    }

    synchronized boolean isCatchingUp(Subscriber subscriber, CatchUp catchUp) {
        RoomEntry entry = entries.get(subscriber.id());
        return entry != null && entry.catchUp == catchUp;
    }

    /** Gives up a catch-up. @return whether the subscriber has to leave: it gets nothing of the room */
    synchronized boolean abandons(Subscriber subscriber, CatchUp catchUp) {
        RoomEntry entry = entries.get(subscriber.id());
        if (entry == null || entry.catchUp != catchUp) {
            return false;
        }
        entry.catchUp = null;
        return !entry.isLive;
    }

    /** From which position on a subscriber can be live, given the newest one of the log. */
    synchronized Position positionFor(Subscriber subscriber, Position top) {
        RoomEntry entry = entries.get(subscriber.id());
        return entry == null ? top : entry.positionFor(top, published);
    }

    /** Ends a catch-up: what is stored after {@code reached} comes by {@link #publish}. */
    synchronized void goLive(Subscriber subscriber, Position reached) {
        RoomEntry entry = entries.get(subscriber.id());
        if (entry != null) {
            entry.catchUp = null;
            entry.after = reached;
            entry.isLive = true;
        }
    }

    synchronized @Nullable CatchUp catchUpOf(Subscriber subscriber) {
        RoomEntry entry = entries.get(subscriber.id());
        return entry == null ? null : entry.catchUp;
    }

    synchronized int userCount() {
        return users.count();
    }

    /** Removes a subscriber. @return the departure to be looked at after the grace period; null when there is none */
    synchronized @Nullable Departure remove(Subscriber subscriber) {
        RoomEntry entry = entries.remove(subscriber.id());
        Departure departure = entry == null ? null : users.depart(entry.userId);
        if (departure == null || policy.presence()) {
            return departure;
        }
        users.expire(departure);
        return null;
    }

    /** Drops a user who has not come back, and tells the others. */
    synchronized void expire(Departure departure) {
        announce(users.expire(departure));
    }

    /** Counts a subscriber that has authenticated as the user that it is now, or is the same by a newer token. */
    synchronized void rename(Subscriber subscriber, Instant now) {
        RoomEntry entry = entries.get(subscriber.id());
        if (entry == null) {
            return;
        }
        String userId = subscriber.identity().presenceId(subscriber.id());
        if (userId.equals(entry.userId)) {
            users.renew(userId, subscriber.identity());
            return;
        }
        Departure departure = users.depart(entry.userId);
        if (departure != null) {
            expire(departure);
        }
        entry.userId = userId;
        announce(users.arrive(userId, subscriber.identity(), now));
    }

    /**
     * Offers the event to every subscriber but one, and but those that have it, or will have it, by catching up.
     *
     * @param position its place in the log, which it must have entered before; null when it is not stored
     * @return how many took it
     */
    synchronized int publish(SharedEvent event, @Nullable Position position, @Nullable ConnectionId except) {
        int delivered = 0;
        for (RoomEntry entry : entries.values()) {
            Subscriber subscriber = entry.subscriber;
            if (entry.takes(position) && !subscriber.id().equals(except) && subscriber.deliver(event)) {
                delivered++;
            }
        }
        published = position == null ? published : position;
        meter.count(event, delivered);
        return delivered;
    }

    /** The first users, at most {@code limit}, in the order of their arrival. */
    synchronized List<Member> members(int limit, boolean showsEmail) {
        return users.members(limit, showsEmail);
    }

    synchronized RoomInfo info() {
        return new RoomInfo(name, entries.size(), users.count());
    }

    /** Read without the lock. */
    RoomTraffic traffic() {
        return new RoomTraffic(name, meter.events(), meter.deliveries());
    }

    private void requirePlace(Subscriber subscriber) {
        int max = policy.maxMembers();
        if (max > 0 && entries.size() >= max && !entries.containsKey(subscriber.id())) {
            throw new ProtocolException(ErrorCode.ROOM_FULL, "The room has its " + max + " members");
        }
    }

    /** The subscriber's entry; when it is new, the others are told, before it can be told itself. */
    private RoomEntry place(Subscriber subscriber, String userId, Instant now) {
        RoomEntry entry = entries.get(subscriber.id());
        if (entry == null) {
            announce(users.arrive(userId, subscriber.identity(), now));
            entry = new RoomEntry(subscriber, userId);
            entries.put(subscriber.id(), entry);
        }
        return entry;
    }

    private void announce(@Nullable Event event) {
        if (event != null && policy.presence() && users.count() <= MAX_ANNOUNCED) {
            publish(new SharedEvent(event), null, null);
        }
    }
}
