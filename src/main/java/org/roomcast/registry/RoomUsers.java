package org.roomcast.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;
import org.roomcast.model.RoomName;

/**
 * The users of a room, in the order of their arrival. A user is counted while one of the user's connections is here, and
 * for the grace period after the last one left. Guarded by the room's lock.
 */
final class RoomUsers {

    private final RoomName room;
    private final Map<String, RoomUser> users = new LinkedHashMap<>();

    RoomUsers(RoomName room) {
        this.room = room;
    }

    int count() {
        return users.size();
    }

    boolean has(String userId) {
        return users.containsKey(userId);
    }

    /** Counts a connection. @return what the others are to be told; null when the user was here already */
    Event.@Nullable Joined arrive(String userId, Identity identity, Instant now) {
        RoomUser user = users.get(userId);
        if (user != null) {
            user.arrive();
            return null;
        }
        users.put(userId, new RoomUser(userId, identity, now));
        return new Event.Joined(room, new Event.User(userId, identity.name()), users.size());
    }

    /** Takes over what the user's newest token says; nobody is told. */
    void renew(String userId, Identity newer) {
        RoomUser user = users.get(userId);
        if (user != null) {
            user.renew(newer);
        }
    }

    /** One connection less, which may come back. @return to be looked at after the grace period; null for nothing */
    @Nullable Departure depart(String userId) {
        RoomUser user = users.get(userId);
        return user != null && user.depart() ? new Departure(room, userId, user.generation()) : null;
    }

    /** Drops the user unless one of the user's connections has come back. @return what the others are to be told */
    Event.@Nullable Left expire(Departure departure) {
        RoomUser user = users.get(departure.userId());
        if (user == null || !user.isGone() || user.generation() != departure.generation()) {
            return null;
        }
        users.remove(departure.userId());
        return new Event.Left(room, user.asUser(), users.size());
    }

    /** The first users, at most {@code limit}. */
    List<Member> members(int limit, boolean showsEmail) {
        return users.values().stream()
                .limit(limit)
                .map(user -> user.asMember(showsEmail))
                .toList();
    }
}
