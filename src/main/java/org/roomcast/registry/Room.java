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
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
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
 * A user is counted while one of the user's connections is here, and for the grace period after the last one left. That
 * is what {@code joined} and {@code left} announce, once per user; {@link #members} tells the same.
 */
final class Room {

    /** Above so many users the room announces nobody: each arrival would cost a frame to every member. */
    static final int MAX_ANNOUNCED = 500;

    /** A subscriber and the user as whom it is counted, which stays the same whatever becomes of its identity. */
    private record Entry(Subscriber subscriber, String userId) {}

    private final RoomName name;
    private final RoomPolicy policy;
    private final Map<ConnectionId, Entry> entries = new LinkedHashMap<>();
    private final Map<String, RoomUser> users = new LinkedHashMap<>();
    private boolean isDropped;

    Room(RoomName name, RoomPolicy policy) {
        this.name = name;
        this.policy = policy;
    }

    RoomPolicy policy() {
        return policy;
    }

    /** Notes that nobody may enter any more, if nobody is here. @return whether that is so */
    synchronized boolean dropIfEmpty() {
        isDropped = entries.isEmpty() && users.isEmpty();
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
    synchronized int add(Subscriber subscriber, Instant now, @Nullable JoinAnswer answer) {
        boolean isNew = !entries.containsKey(subscriber.id());
        if (isNew && policy.maxMembers() > 0 && entries.size() >= policy.maxMembers()) {
            throw new ProtocolException(ErrorCode.ROOM_FULL, "The room has its " + policy.maxMembers() + " members");
        }
        String userId = subscriber.identity().presenceId(subscriber.id());
        int members = users.size() + (isNew && !users.containsKey(userId) ? 1 : 0);
        // made before anything changes, since it is the caller's code and may throw
        SharedEvent answering = answer == null ? null : new SharedEvent(answer.toJoin(members));
        Event.@Nullable Joined joined = isNew ? arrive(subscriber.identity(), userId, now) : null;
        if (answering != null) {
            subscriber.deliver(answering);
        }
        if (isNew) {
            announce(joined);
            entries.put(subscriber.id(), new Entry(subscriber, userId));
        }
        return members;
    }

    /** Removes a subscriber. @return the departure to be looked at after the grace period; null when there is none */
    synchronized @Nullable Departure remove(Subscriber subscriber) {
        Entry entry = entries.remove(subscriber.id());
        RoomUser user = entry == null ? null : users.get(entry.userId());
        if (entry == null || user == null || !user.depart()) {
            return null;
        }
        if (policy.presence()) {
            return new Departure(name, entry.userId(), user.generation());
        }
        users.remove(entry.userId());
        return null;
    }

    /** Drops a user who has not come back, and tells the others. */
    synchronized void expire(Departure departure) {
        RoomUser user = users.get(departure.userId());
        if (user != null && user.isGone() && user.generation() == departure.generation()) {
            users.remove(departure.userId());
            announceLeft(user);
        }
    }

    /** Counts a subscriber that has authenticated as the user that it is now. */
    synchronized void rename(Subscriber subscriber, Instant now) {
        Entry entry = entries.get(subscriber.id());
        if (entry == null) {
            return;
        }
        RoomUser former = users.get(entry.userId());
        if (former != null && former.depart()) {
            users.remove(entry.userId());
            announceLeft(former);
        }
        String userId = subscriber.identity().presenceId(subscriber.id());
        entries.put(subscriber.id(), new Entry(subscriber, userId));
        announce(arrive(subscriber.identity(), userId, now));
    }

    /** Offers the event to every subscriber but one. @return how many took it */
    synchronized int publish(SharedEvent event, @Nullable ConnectionId except) {
        int delivered = 0;
        for (Entry entry : entries.values()) {
            if (!entry.subscriber().id().equals(except) && entry.subscriber().deliver(event)) {
                delivered++;
            }
        }
        return delivered;
    }

    /** The first users, at most {@code limit}, in the order of their arrival. */
    synchronized List<Member> members(int limit) {
        return users.values().stream().limit(limit).map(RoomUser::asMember).toList();
    }

    synchronized RoomInfo info() {
        return new RoomInfo(name, entries.size(), users.size());
    }

    private Event.@Nullable Joined arrive(Identity identity, String userId, Instant now) {
        RoomUser user = users.get(userId);
        if (user != null) {
            user.arrive();
            return null;
        }
        users.put(userId, new RoomUser(userId, identity, now));
        return new Event.Joined(name, new Event.User(userId, identity.name()), users.size());
    }

    private void announceLeft(RoomUser user) {
        announce(new Event.Left(name, user.asUser(), users.size()));
    }

    private void announce(@Nullable Event event) {
        if (event != null && policy.presence() && users.size() <= MAX_ANNOUNCED) {
            publish(new SharedEvent(event), null);
        }
    }
}
