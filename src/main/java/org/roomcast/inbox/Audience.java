package org.roomcast.inbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/**
 * Whom a notification is for: named users, everyone with a role, or (both null) everyone. Immutable.
 *
 * @param users the user ids, at least one; null when it is not for named users
 * @param role the role; null when it is not for a role
 */
public record Audience(
        @Nullable Set<String> users, @Nullable String role) {

    /** The longest user id or role, in characters; tokens have no longer ids. */
    public static final int MAX_NAME = 200;

    public static final Audience EVERYONE = new Audience(null, null);

    private static final String EVERYONES_LABEL = "everyone";

    /** @throws FieldException when there is no user, or an id or role that no token can carry */
    public Audience {
        users = users == null ? null : Set.copyOf(users);
        if (users != null && (role != null || users.isEmpty())) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "needs exactly one of user, users, role");
        }
        if (users != null && !users.stream().allMatch(Audience::isName)) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "has an id that no user can have");
        }
        if (role != null && !isName(role)) {
            throw new FieldException(ErrorCode.BAD_FRAME, "to", "has a role that no user can have");
        }
    }

    public static Audience ofUser(String id) {
        return new Audience(Set.of(id), null);
    }

    public static Audience ofUsers(Collection<String> ids) {
        return new Audience(Set.copyOf(ids), null);
    }

    /** Everyone whose token has the role when they look; {@link Identity#USER} is everyone's. */
    public static Audience ofRole(String role) {
        return new Audience(null, role);
    }

    public boolean includes(Reader reader) {
        if (users != null) {
            return users.contains(reader.userId());
        }
        return role == null || role.equals(Identity.USER) || reader.roles().contains(role);
    }

    /** Under what a store files it: a reader finds it who has one of the same {@link Reader#labels()}. */
    public Set<String> labels() {
        if (users != null) {
            return users.stream().map(Audience::ofNamed).collect(Collectors.toUnmodifiableSet());
        }
        return Set.of(role == null ? EVERYONES_LABEL : ofHolders(role));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && Text.isStorable(name);
    }

    private static String ofNamed(String userId) {
        return "user:" + userId;
    }

    private static String ofHolders(String role) {
        return "role:" + role;
    }

    /**
     * A user as the owner of an inbox. Immutable.
     *
     * @param roles the roles that the user has now; {@link Identity#USER} need not be among them
     */
    public record Reader(String userId, Set<String> roles) {

        /** @throws ProtocolException {@code not_found} when no user can have this id */
        public Reader {
            if (!isName(userId)) {
                throw new ProtocolException(ErrorCode.NOT_FOUND, "There is no such user");
            }
            roles = Set.copyOf(roles);
        }

        /** Under what a store finds what is for this reader. */
        public Set<String> labels() {
            Set<String> labels = new HashSet<>();
            roles.stream().filter(Audience::isName).map(Audience::ofHolders).forEach(labels::add);
            labels.add(ofHolders(Identity.USER));
            labels.add(ofNamed(userId));
            labels.add(EVERYONES_LABEL);
            return labels;
        }
    }
}
