package org.roomcast.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Member;

/**
 * Who is in a room, or on the server. Immutable.
 *
 * @param room the room; null for the server
 * @param users at most 500 of them
 * @param count how many there are
 */
public record PresenceList(@Nullable String room, List<Member> users, int count) {

    public PresenceList {
        users = List.copyOf(users);
    }
}
