package org.roomcast.inbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a notification is for: named users, everyone with a role, or (both null) everyone. Immutable.
 *
 * @param users the user ids; null when it is not for named users
 * @param role the role; null when it is not for a role
 */
public record Audience(
        @Nullable Set<String> users, @Nullable String role) {

    public static final Audience EVERYONE = new Audience(null, null);

    public Audience {
        users = users == null ? null : Set.copyOf(users);
    }

    public boolean includes(Reader reader) {
        if (users != null) {
            return users.contains(reader.userId());
        }
        return role == null || reader.roles().contains(role);
    }

    /**
     * A user as the owner of an inbox.
     *
     * @param roles the roles as far as they are known
     */
    public record Reader(String userId, Set<String> roles) {
        public Reader {
            roles = Set.copyOf(roles);
        }
    }
}
