package org.roomcast.examples.orders;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Answers a body that is no JSON; servers differ in what they say by themselves, 500 among it. */
@Provider
public class NotReadable implements ExceptionMapper<ProcessingException> {

    @Override
    public Response toResponse(ProcessingException fault) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", "The body is not an order in JSON"))
                .build();
    }
}
