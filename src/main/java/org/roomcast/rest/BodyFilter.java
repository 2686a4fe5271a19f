package org.roomcast.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.roomcast.limits.Limit;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.SessionRegistry;

/** Reads the body, up to the size that is allowed, so that nothing behind it can be made to read more. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class BodyFilter implements ContainerRequestFilter {

    @Inject
    RestSettings settings;

    @Inject
    SessionRegistry registry;

    @Override
    public void filter(ContainerRequestContext request) {
        int max = settings.requestSize();
        if (request.getLength() > max) {
            throw tooLarge(max);
        }
        byte[] body = hasBody(request) ? read(request, max + 1) : new byte[0];
        if (body.length > max) {
            throw tooLarge(max);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    /** An engine that is cutting a slow sender throws what it has, such as {@code CancelledKeyException}. */
    private static byte[] read(ContainerRequestContext request, int limit) {
        try {
            return request.getEntityStream().readNBytes(limit);
        } catch (IOException | IllegalStateException tooSlowOrGone) {
            throw new ClientErrorException(Response.Status.REQUEST_TIMEOUT, tooSlowOrGone);
        }
    }

    /** Told from the headers (RFC 9112 section 6.3): asking the stream blocks where a client offers an upgrade. */
    private static boolean hasBody(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }

    private ProtocolException tooLarge(int max) {
        registry.stats().refused(Limit.REQUEST_SIZE);
        return new ProtocolException(ErrorCode.TOO_LARGE, "The body may have at most " + max + " bytes");
    }
}
