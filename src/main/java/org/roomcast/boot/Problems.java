package org.roomcast.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.roomcast.codec.Json;

/** Sends a problem document (RFC 9457) where no REST resource is concerned. */
final class Problems {

    static final String TYPE = "application/problem+json";

    /** Public, since JSON-B reads only public types. */
    public record Problem(String type, String title, int status, String detail) {}

    private Problems() {}

    static void send(Response response, int status, String detail) throws IOException {
        send(response, status, TYPE, body(status, detail));
    }

    /** The document alone. */
    static String body(int status, String detail) {
        String title = HttpStatus.getHttpStatus(status).getReasonPhrase();
        return Json.write(new Problem("about:blank", title, status, detail));
    }

    static void send(Response response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
