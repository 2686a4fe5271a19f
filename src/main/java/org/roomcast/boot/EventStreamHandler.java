package org.roomcast.boot;

import java.util.Optional;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.rest.ApiGate;
import org.roomcast.rest.EventStreams;

/** Takes the streams of events on the embedded server; every other request goes on to the REST resources. */
final class EventStreamHandler extends HttpHandler {

    private final EventStreams streams;
    private final ApiGate gate;
    private final HttpHandler resources;

    EventStreamHandler(EventStreams streams, ApiGate gate, HttpHandler resources) {
        this.streams = streams;
        this.gate = gate;
        this.resources = resources;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        Optional<String> room = EventStreams.roomOf(request.getDecodedRequestURI());
        if (room.isEmpty() || request.getMethod() != Method.GET) {
            serveResource(request, response);
            return;
        }
        EventStreams.Request opening = new EventStreams.Request(
                room.get(),
                request.getHeader("Authorization"),
                request.getHeader("X-API-Key"),
                request.getHeader("Last-Event-ID"),
                null,
                gate.client(request.getRemoteAddr(), name -> ApiHandler.lines(request, name)));
        GrizzlyStream stream = new GrizzlyStream(response);
        Closeable connection = request.getConnection();
        connection.addCloseListener((CloseListener<Closeable, CloseType>) (closed, type) -> stream.end());
        response.suspend();
        streams.open(opening, stream);
    }

    /** Jersey makes a URI of the address before anything of ours sees the request, and fails where that cannot be done. */
    private void serveResource(Request request, Response response) throws Exception {
        try {
            resources.service(request, response);
        } catch (IllegalArgumentException notAUri) {
            SecurityHeaders.ALL.forEach(response::setHeader);
            Problems.send(response, HttpStatus.BAD_REQUEST_400.getStatusCode(), "The address is not a URI");
        }
    }

    @Override
    public void start() {
        resources.start();
    }

    @Override
    public void destroy() {
        resources.destroy();
    }
}
