package org.roomcast.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Finds out who calls. A token or key that is presented must be valid, even where none is needed. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {

    @Inject
    Callers callers;

    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = callers.identify(
                request.getHeaderString(HttpHeaders.AUTHORIZATION), request.getHeaderString(Callers.API_KEY));
        boolean isSecure = request.getSecurityContext() != null
                && request.getSecurityContext().isSecure();
        request.setSecurityContext(new Caller.Context(caller, isSecure));
    }
}
