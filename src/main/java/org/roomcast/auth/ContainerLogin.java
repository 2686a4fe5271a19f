package org.roomcast.auth;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomGrants;

/**
 * Takes over whom the server itself has let in: by its login page, its session, a client certificate. Browsers send
 * along what such a login rests on with every request, whoever's page made it: a caller must see to it that the request
 * comes from a page of ours, or changes nothing.
 */
public final class ContainerLogin {

    private static final List<String> ROLES = List.of(Identity.USER, Identity.PUBLISHER, Identity.ADMIN);

    private ContainerLogin() {}

    /**
     * The identity of a principal: its name as the id, and those of Roomcast's roles that it has. It opens no private
     * rooms but the user's own and lasts as long as its connection.
     *
     * @param principal null when the server has not authenticated the caller
     * @param isInRole answers for the principal, while the request lasts
     * @return null when there is no principal, or its name cannot be a user id
     */
    public static @Nullable Identity identity(@Nullable Principal principal, Predicate<String> isInRole) {
        if (principal == null || !UserIds.isValid(principal.getName())) {
            return null;
        }
        return new Identity(
                principal.getName(),
                Identity.displayName(principal.getName(), principal.getName()),
                null,
                ROLES.stream().filter(isInRole).collect(Collectors.toUnmodifiableSet()),
                RoomGrants.NONE,
                null);
    }
}
