package org.roomcast.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.CompletionException;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.Incidents;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.SessionRegistry;

/** Turns everything that is thrown into a problem document; a fault of the server gives only an incident id away. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final int SERVER_ERROR = 500;

    @Inject
    SessionRegistry registry;

    @Inject
    Lifecycle lifecycle;

    @Override
    public Response toResponse(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        registry.stats().requestRefused();
        if (cause instanceof ProtocolException refused) {
            return Problem.of(refused).toResponse(refused.retryAfter());
        }
        if (cause instanceof WebApplicationException http && http.getResponse().getStatus() < SERVER_ERROR) {
            return ofHttp(http.getResponse());
        }
        return Problem.of(Incidents.report(null, cause, registry.stats(), lifecycle))
                .toResponse(null);
    }

    private static Response ofHttp(Response original) {
        Response problem =
                Problem.of(original.getStatus(), detail(original.getStatus())).toResponse(null);
        String allow = original.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    /** What a client is told of a status that an HTTP server has found by itself. */
    static String detail(int status) {
        return switch (status) {
            case 404 -> "There is no such resource";
            case 405 -> "The resource does not take this method";
            case 406 -> "The resource speaks application/json";
            case 408 -> "The body did not arrive in time";
            case 415 -> "Send the body as application/json";
            default -> status < SERVER_ERROR ? "The request cannot be understood" : "The server failed";
        };
    }
}
