package org.roomcast.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a token opens (PROTOCOL.md section 6): patterns of names, see {@link RoomPattern}. Immutable.
 *
 * @param join private rooms that may be entered
 * @param publish private rooms that may be published to; null when the token does not say, then membership is enough
 */
public record RoomGrants(List<RoomPattern> join, @Nullable List<RoomPattern> publish) {

    public static final RoomGrants NONE = new RoomGrants(List.of(), null);

    public RoomGrants {
        join = List.copyOf(join);
        publish = publish == null ? null : List.copyOf(publish);
    }

    public boolean allowJoin(RoomName room) {
        return matchesAny(join, room);
    }

    public boolean allowPublish(RoomName room) {
        return publish == null || matchesAny(publish, room);
    }

    private static boolean matchesAny(List<RoomPattern> patterns, RoomName room) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(room));
    }
}
