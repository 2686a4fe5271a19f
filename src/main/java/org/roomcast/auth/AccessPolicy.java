package org.roomcast.auth;

import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/** Decides who may do what in which room. Safe in every thread; does not block. */
@FunctionalInterface
public interface AccessPolicy {

    /** What a client can do in a room. */
    enum Action {
        JOIN,
        /** Membership is checked elsewhere. */
        PUBLISH,
        SEE_MEMBERS
    }

    /**
     * Returns when it is allowed.
     *
     * @throws ProtocolException {@code unauthenticated} when a token could help, {@code forbidden} otherwise
     */
    void require(Identity who, Action what, RoomName where);

    /** The same as an answer. */
    default boolean allows(Identity who, Action what, RoomName where) {
        try {
            require(who, what, where);
            return true;
        } catch (ProtocolException refused) {
            return false;
        }
    }
}
