package org.roomcast.registry;

import java.time.Instant;
import org.roomcast.codec.Event;
import org.roomcast.model.Identity;
import org.roomcast.model.Member;

/** A user in a room, with the number of connections. Guarded by the room's lock. */
final class RoomUser {

    private final String presenceId;
    private Identity identity;
    private final Instant since;
    private int connections = 1;
    private int generation;

    RoomUser(String presenceId, Identity identity, Instant since) {
        this.presenceId = presenceId;
        this.identity = identity;
        this.since = since;
    }

    /** Takes over what the user's newest token says; nobody is told. */
    void renew(Identity newer) {
        identity = newer;
    }

    void arrive() {
        connections++;
        generation++;
    }

    /** Changes whenever the user arrives, so that a departure before that is recognised as overtaken. */
    int generation() {
        return generation;
    }

    /** One connection less. @return whether that was the last one */
    boolean depart() {
        connections--;
        return isGone();
    }

    boolean isGone() {
        return connections <= 0;
    }

    Event.User asUser() {
        return new Event.User(presenceId, identity.name());
    }

    Member asMember(boolean showsEmail) {
        return new Member(presenceId, identity.name(), showsEmail ? identity.email() : null, since, connections);
    }
}
