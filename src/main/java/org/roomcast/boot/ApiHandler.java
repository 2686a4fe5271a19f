package org.roomcast.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.rest.ApiGate;

/** Asks {@link ApiGate} on the embedded server. */
final class ApiHandler extends HttpHandler {

    private final ApiGate gate;
    private final BodyTurns bodies;
    private final HttpHandler next;

    ApiHandler(ApiGate gate, BodyTurns bodies, HttpHandler next) {
        this.gate = gate;
        this.bodies = bodies;
        this.next = next;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        ApiGate.Verdict verdict = gate.judge(
                request.getMethod().getMethodString(), request.getRemoteAddr(), name -> lines(request, name));
        verdict.headers().forEach(response::setHeader);
        ApiGate.Answer given = verdict.answer();
        if (given == null) {
            serve(request, response);
        } else {
            answer(given, response);
        }
    }

    private void serve(Request request, Response response) throws Exception {
        // a body that is there already holds no thread up
        if (request.getInputBuffer().isFinished()) {
            next.service(request, response);
            return;
        }
        String client = String.valueOf(gate.group(request.getRemoteAddr(), name -> lines(request, name)));
        if (!bodies.enter(client)) {
            response.setHeader("Retry-After", "1");
            answer(gate.tooManyBodies(), response);
            return;
        }
        try {
            next.service(request, response);
        } finally {
            bodies.leave(client);
        }
    }

    private static void answer(ApiGate.Answer given, Response response) throws IOException {
        SecurityHeaders.ALL.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        if (given.body() == null) {
            response.setStatus(given.status());
        } else {
            Problems.send(response, given.status(), given.type(), given.body());
        }
    }

    /** The lines of a header. */
    static List<String> lines(Request request, String name) {
        List<String> lines = new ArrayList<>();
        request.getHeaders(name).forEach(lines::add);
        return lines;
    }

    @Override
    public void start() {
        next.start();
    }

    @Override
    public void destroy() {
        next.destroy();
    }
}
