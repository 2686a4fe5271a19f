package org.roomcast.client;

import org.jspecify.annotations.Nullable;

/**
 * A user came into a room, or left it. Immutable.
 *
 * @param room the room
 * @param joined whether the user came; false when the user left
 * @param userId the user's id; null when anonymous
 * @param name the display name; null when there is none
 * @param members how many users are in the room now
 */
public record PresenceChange(
        String room,
        boolean joined,
        @Nullable String userId,
        @Nullable String name,
        int members) {}
