package org.roomcast.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.ContainerLogin;
import org.roomcast.model.Identity;

/** Finds out who calls. A token or key that is presented must be valid, even where none is needed. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {

    @Inject
    Callers callers;

    @Inject
    ApiGate gate;

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext container = request.getSecurityContext();
        Caller caller = callers.identify(
                request.getHeaderString(HttpHeaders.AUTHORIZATION),
                request.getHeaderString(Callers.API_KEY),
                container == null ? null : loginOf(container));
        gate.charge(caller);
        boolean isSecure = container != null && container.isSecure();
        request.setSecurityContext(new Caller.Context(caller.forMethod(request.getMethod()), isSecure));
    }

    private static @Nullable Identity loginOf(SecurityContext container) {
        return ContainerLogin.identity(container.getUserPrincipal(), container::isUserInRole);
    }
}
