package org.roomcast.rest;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Json;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.ProtocolException;

/**
 * An error as RFC 9457 has it.
 *
 * @param title what the status means
 * @param detail what is wrong here, for the caller
 * @param code the error code of the protocol; null when HTTP itself was violated
 * @param errors what is wrong with which field; null when no field is to blame
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String code,
        @Nullable Map<String, String> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        return new Problem("about:blank", title(status), status, detail, null, null);
    }

    static Problem of(ProtocolException refused) {
        int status = refused instanceof FieldException ? UNPROCESSABLE : status(refused.code());
        Map<String, String> errors =
                refused instanceof FieldException field ? Map.of(field.field(), field.problem()) : null;
        return new Problem(
                "about:blank",
                title(status),
                status,
                refused.text(),
                refused.code().code(),
                errors);
    }

    String toJson() {
        return Json.write(this);
    }

    Response toResponse(@Nullable Duration retryAfter) {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(toJson());
        if (retryAfter != null) {
            response.header("Retry-After", seconds(retryAfter));
        }
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    /** For {@code Retry-After}: whole seconds, rounded up, so that whoever comes then is not too early. */
    static long seconds(Duration span) {
        return span.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static final int UNPROCESSABLE = 422;

    private static int status(ErrorCode code) {
        return switch (code) {
            case BAD_FRAME, UNKNOWN_TYPE -> 400;
            case UNAUTHENTICATED, TOKEN_EXPIRED -> 401;
            case FORBIDDEN, NOT_JOINED -> 403;
            case NOT_FOUND -> 404;
            case ROOM_FULL, TOO_MANY_ROOMS -> 409;
            case TOO_LARGE -> 413;
            case BAD_ROOM -> UNPROCESSABLE;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    private static String title(int status) {
        if (status == UNPROCESSABLE) {
            return "Unprocessable Content";
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
