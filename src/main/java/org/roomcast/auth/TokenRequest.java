package org.roomcast.auth;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token is to say. Immutable.
 *
 * @param user the user id
 * @param name the display name; null for the user id
 * @param email null for none
 * @param join patterns of the private rooms that it opens
 * @param publish patterns of the private rooms that may be published to; null for all that are joined
 * @param lifetime from now on
 */
public record TokenRequest(
        String user,
        @Nullable String name,
        @Nullable String email,
        List<String> roles,
        List<String> join,
        @Nullable List<String> publish,
        Duration lifetime) {

    public TokenRequest {
        roles = List.copyOf(roles);
        join = List.copyOf(join);
        publish = publish == null ? null : List.copyOf(publish);
    }

    public static TokenRequest of(String user, Duration lifetime) {
        return new TokenRequest(user, null, null, List.of(), List.of(), null, lifetime);
    }

    public TokenRequest withName(@Nullable String other) {
        return new TokenRequest(user, other, email, roles, join, publish, lifetime);
    }

    public TokenRequest withEmail(@Nullable String other) {
        return new TokenRequest(user, name, other, roles, join, publish, lifetime);
    }

    public TokenRequest withRoles(List<String> others) {
        return new TokenRequest(user, name, email, others, join, publish, lifetime);
    }

    /** @param publishing null for every room that is joined */
    public TokenRequest withRooms(List<String> joining, @Nullable List<String> publishing) {
        return new TokenRequest(user, name, email, roles, joining, publishing, lifetime);
    }

    /** Names and addresses stay out of logs. */
    @Override
    public String toString() {
        return "TokenRequest[" + lifetime + "]";
    }
}
