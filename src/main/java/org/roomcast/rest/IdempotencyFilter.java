package org.roomcast.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Sha256;
import org.roomcast.rest.IdempotentAnswers.Answer;
import org.roomcast.rest.IdempotentAnswers.RequestKey;

/**
 * Makes the retry of a POST safe: with the same {@code Idempotency-Key} and body by the same caller it gets the answer
 * of the first one and does nothing. While the first is under way the retry is answered 409; with another body, 422.
 */
@Provider
@Priority(Priorities.USER)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

    static final String HEADER = "Idempotency-Key";
    private static final String PENDING = "org.roomcast.idempotency";
    private static final int CONFLICT = 409;
    private static final int SUCCESS_BELOW = 300;

    @Inject
    IdempotentAnswers answers;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String value = request.getHeaderString(HEADER);
        if (value == null || !request.getMethod().equals("POST")) {
            return;
        }
        if (value.isBlank() || value.length() > Draft.MAX_KEY) {
            throw new FieldException(ErrorCode.BAD_FRAME, HEADER, "must have 1 to " + Draft.MAX_KEY + " characters");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        Caller caller = Caller.of(request.getSecurityContext());
        RequestKey key =
                new RequestKey(caller.asKeyOwner(), request.getUriInfo().getPath(), value);
        Answer pending = Answer.pending(HexFormat.of().formatHex(Sha256.of(body)));
        Answer earlier = answers.begin(key, pending);
        if (earlier == null) {
            request.setProperty(PENDING, key);
        } else {
            request.abortWith(replay(earlier, pending));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(PENDING) instanceof RequestKey key)) {
            return;
        }
        if (response.getStatus() < SUCCESS_BELOW && response.getEntity() instanceof String text) {
            answers.finish(key, response.getStatus(), text);
        } else {
            answers.forget(key);
        }
    }

    private static Response replay(Answer earlier, Answer repeated) {
        if (!earlier.isForSameBody(repeated)) {
            return Problem.of(new FieldException(ErrorCode.BAD_FRAME, HEADER, "was used with another body"))
                    .toResponse(null);
        }
        if (earlier.body() == null) {
            return Problem.of(CONFLICT, "The first request with this Idempotency-Key is still under way")
                    .toResponse(null);
        }
        return Response.status(earlier.status())
                .type(MediaType.APPLICATION_JSON)
                .entity(earlier.body())
                .header("Idempotency-Replayed", "true")
                .build();
    }
}
