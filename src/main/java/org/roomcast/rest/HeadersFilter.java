package org.roomcast.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.roomcast.auth.SecurityHeaders;

/** Puts the security headers on REST answers, which nobody may cache, and a problem document into empty errors. */
@Provider
public class HeadersFilter implements ContainerResponseFilter {

    private static final int CLIENT_ERROR = 400;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        SecurityHeaders.ALL.forEach(response.getHeaders()::putSingle);
        response.getHeaders().putSingle("Cache-Control", "no-store");
        if (response.getStatus() >= CLIENT_ERROR && !response.hasEntity()) {
            // a media type that Jersey cannot read is answered without a word, before a mapper is asked
            Problem problem = Problem.of(response.getStatus(), ProblemMapper.detail(response.getStatus()));
            response.setEntity(problem.toJson(), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}
