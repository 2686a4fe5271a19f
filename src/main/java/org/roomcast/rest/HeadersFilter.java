package org.roomcast.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.roomcast.auth.SecurityHeaders;

/** Puts the security headers on REST answers, which nobody may cache. */
@Provider
public class HeadersFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        SecurityHeaders.ALL.forEach(response.getHeaders()::putSingle);
        response.getHeaders().putSingle("Cache-Control", "no-store");
    }
}
