package org.roomcast.auth;

import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy.PublishRule;

/** The rules of PROTOCOL.md section 3: what a room's name says, then what the token grants, then the room's policy. */
public final class RoomAccessPolicy implements AccessPolicy {

    private final RoomPolicies policies;

    public RoomAccessPolicy(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public void require(Identity who, Action what, RoomName where) {
        if (where.isSystem()) {
            throw ProtocolException.forbidden("This room is the server's own");
        }
        if (!where.isPublic() && !who.isAuthenticated() && !who.has(Identity.PUBLISHER)) {
            throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "This room needs an authenticated user");
        }
        if (who.has(Identity.ADMIN)) {
            return;
        }
        if (what == Action.PUBLISH) {
            requirePublish(who, where);
        } else {
            requireEntry(who, where);
        }
    }

    private static void requireEntry(Identity who, RoomName where) {
        if (where.isPrivate() && !isOwn(who, where) && !mayEnterPrivate(who, where)) {
            throw ProtocolException.forbidden("This room is private and the token does not open it");
        }
    }

    private void requirePublish(Identity who, RoomName where) {
        if (where.isPrivate()
                && !isOwn(who, where)
                && (where.isOfUser() || !who.grants().allowPublish(where))) {
            throw ProtocolException.forbidden("The token does not allow to publish in this room");
        }
        PublishRule rule = policies.of(where).publish();
        boolean allowed =
                switch (rule) {
                    case MEMBERS -> true;
                    case USERS -> who.isAuthenticated();
                    case PUBLISHERS -> who.has(Identity.PUBLISHER);
                    case NOBODY -> false;
                };
        if (!allowed) {
            throw ProtocolException.forbidden("The room's policy does not let you publish");
        }
    }

    private static boolean isOwn(Identity who, RoomName where) {
        return who.id() != null && where.isOfUser(who.id());
    }

    private static boolean mayEnterPrivate(Identity who, RoomName where) {
        return !where.isOfUser() && who.grants().allowJoin(where);
    }
}
