package org.roomcast.websocket;

import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.websocket.EndpointProfile.Needs;

/** Finds out who comes in, and whether the endpoint is open to them. Immutable. */
final class Entrance {

    private final Services services;

    Entrance(Services services) {
        this.services = services;
    }

    /** @throws ProtocolException when the token is not valid, or the endpoint needs more */
    Identity identify(HandshakeRequestData request, EndpointProfile profile) {
        String token = request.token();
        return admitted(
                token == null ? withoutToken(request) : services.tokens().verify(token), profile);
    }

    /** @throws ProtocolException when the token is not valid, or the endpoint needs more */
    Identity identify(String token, EndpointProfile profile) {
        return admitted(services.tokens().verify(token), profile);
    }

    /** Whether a token is needed that may still come. */
    boolean mayWait(HandshakeRequestData request, EndpointProfile profile) {
        return !services.settings().authTimeout().isZero()
                && request.token() == null
                && request.login() == null
                && needsUser(profile);
    }

    static Disconnect endingFor(ProtocolException refused) {
        return switch (refused.code()) {
            case FORBIDDEN -> Disconnect.FORBIDDEN;
            case TOKEN_EXPIRED -> Disconnect.TOKEN_EXPIRED;
            case UNAVAILABLE -> Disconnect.UNAVAILABLE;
            default -> Disconnect.UNAUTHENTICATED;
        };
    }

    static ProtocolException tokenIsNeeded() {
        return new ProtocolException(ErrorCode.UNAUTHENTICATED, "A token is needed");
    }

    private Identity admitted(Identity identity, EndpointProfile profile) {
        if (needsUser(profile) && !identity.isAuthenticated()) {
            throw tokenIsNeeded();
        }
        if (profile.needs() == Needs.ADMIN && !identity.has(Identity.ADMIN)) {
            throw ProtocolException.forbidden("The role admin is needed");
        }
        return identity;
    }

    private boolean needsUser(EndpointProfile profile) {
        return profile.needs() != Needs.NOTHING || !services.settings().anonymous();
    }

    /** The server's login counts: a page of another origin, whose visitor it might be, was turned away before. */
    private static Identity withoutToken(HandshakeRequestData request) {
        Identity login = request.login();
        return login == null ? Identity.anonymous(request.parameter("user")) : login;
    }
}
