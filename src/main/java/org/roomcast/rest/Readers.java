package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.roomcast.auth.AccessPolicy;
import org.roomcast.auth.AccessPolicy.Action;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/** Who may read what: the same as a connection of that caller might see. Safe in every thread. */
@ApplicationScoped
public class Readers {

    private final RestSettings settings;
    private final AccessPolicy access;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Readers() {
        this.settings = null;
        this.access = null;
    }

    @Inject
    public Readers(RestSettings settings, AccessPolicy access) {
        this.settings = settings;
        this.access = access;
    }

    /** @throws ProtocolException when the caller must be known and is not */
    void require(Caller caller) {
        if (!caller.isKnown() && !settings.anonymous()) {
            throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "A token or an API key is needed");
        }
    }

    /** @throws ProtocolException when the caller might not enter the room */
    void require(Caller caller, RoomName room) {
        require(caller);
        access.require(caller.identity(), Action.SEE_MEMBERS, room);
    }

    boolean sees(Caller caller, RoomName room) {
        return access.allows(caller.identity(), Action.SEE_MEMBERS, room);
    }
}
