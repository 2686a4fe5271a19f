package org.roomcast.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Sender;

/**
 * Who calls a REST resource. Travels as the principal of the request.
 *
 * @param identity a user's, a program's, or that of an anonymous caller
 * @param isKnown whether a token or a key was presented, or the server's login let the caller in
 * @param mayChange whether the caller may change anything: a login alone may not, since browsers send it along with
 *     requests that other sites' pages make
 */
record Caller(Identity identity, boolean isKnown, boolean mayChange) implements Principal {

    static final Caller UNKNOWN = new Caller(Identity.anonymous(null), false, true);

    private static final Set<String> READING = Set.of("GET", "HEAD");

    static Caller known(Identity identity) {
        return new Caller(identity, true, true);
    }

    static Caller loggedIn(Identity identity) {
        return new Caller(identity, true, false);
    }

    static Caller of(SecurityContext security) {
        return security.getUserPrincipal() instanceof Caller caller ? caller : UNKNOWN;
    }

    /** The caller as far as it counts for a request of this method. */
    Caller forMethod(String method) {
        return mayChange || READING.contains(method) ? this : UNKNOWN;
    }

    /** @throws ProtocolException {@code unauthenticated} when nobody is known, {@code forbidden} without the role */
    void require(String role) {
        if (!isKnown) {
            throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "A token or an API key is needed");
        }
        if (!identity.has(role)) {
            throw ProtocolException.forbidden("This needs the role " + role);
        }
    }

    /** @throws ProtocolException when this is neither the user nor an administrator */
    void requireUser(String userId) {
        require(identity.roles().contains(Identity.ADMIN) ? Identity.ADMIN : Identity.USER);
        if (!userId.equals(identity.id()) && !identity.has(Identity.ADMIN)) {
            throw ProtocolException.forbidden("The inbox is another user's");
        }
    }

    /** As the author of a publication; a program appears by its key's name. */
    Sender asSender() {
        return new Sender(identity.id(), identity.name(), null);
    }

    /** Whose keys these are: those of one caller never meet those of another. */
    String asKeyOwner() {
        return identity.id() == null ? "program " + identity.name() : "user " + identity.id();
    }

    @Override
    public String getName() {
        return identity.name();
    }

    /** The scheme under which the caller presented itself. */
    record Context(Caller caller, boolean isSecure) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.identity().has(role);
        }

        @Override
        public String getAuthenticationScheme() {
            return "BEARER";
        }
    }

    /** Roles and names stay out of logs. */
    @Override
    public String toString() {
        return "Caller[known=" + isKnown + ", roles="
                + Set.copyOf(identity.roles()).size() + "]";
    }
}
