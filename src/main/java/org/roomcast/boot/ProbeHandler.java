package org.roomcast.boot;

import java.io.IOException;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.rest.Probes;

/** Health and metrics. */
final class ProbeHandler extends HttpHandler {

    private static final int METHOD_NOT_ALLOWED = 405;

    private final Probes probes;

    ProbeHandler(Probes probes) {
        this.probes = probes;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        SecurityHeaders.ALL.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        if (request.getMethod() != Method.GET && request.getMethod() != Method.HEAD) {
            response.setHeader("Allow", "GET, HEAD");
            Problems.send(response, METHOD_NOT_ALLOWED, "A probe takes GET only");
            return;
        }
        Probes.Answer answer = probes.answer(
                request.getRequestURI(), request.getHeader("Authorization"), request.getHeader("X-API-Key"), null);
        Problems.send(response, answer.status(), answer.type(), answer.body());
    }
}
