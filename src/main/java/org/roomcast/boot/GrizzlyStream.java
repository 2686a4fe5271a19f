package org.roomcast.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.WriteHandler;
import org.glassfish.grizzly.http.io.NIOOutputStream;
import org.glassfish.grizzly.http.server.Response;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.delivery.Transport.Completion;
import org.roomcast.model.SafeLog;
import org.roomcast.rest.EventStreams;
import org.roomcast.rest.StreamResponse;

/** A stream of events on Grizzly, by non-blocking writes: a part counts as written when the engine takes the next one. */
final class GrizzlyStream implements StreamResponse {

    private enum State {
        NEW,
        OPEN,
        ENDED
    }

    private final Response response;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    GrizzlyStream(Response response) {
        this.response = response;
    }

    @Override
    public void write(String part, Completion done) {
        if (state.compareAndSet(State.NEW, State.OPEN)) {
            EventStreams.HEADERS.forEach(response::setHeader);
            SecurityHeaders.ALL.forEach(response::setHeader);
        }
        if (state.get() == State.ENDED) {
            done.done(false);
            return;
        }
        try {
            NIOOutputStream out = response.getNIOOutputStream();
            out.write(part.getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.notifyCanWrite(new WriteHandler() {
                @Override
                public void onWritePossible() {
                    done.done(true);
                }

                @Override
                public void onError(Throwable fault) {
                    done.done(false);
                }
            });
        } catch (IOException | RuntimeException peerIsGone) {
            log(peerIsGone);
            done.done(false);
        }
    }

    @Override
    public void refuse(int status, String mediaType, Map<String, String> headers, String body) {
        if (!state.compareAndSet(State.NEW, State.ENDED)) {
            return;
        }
        try {
            headers.forEach(response::setHeader);
            Problems.send(response, status, mediaType, body);
        } catch (IOException peerIsGone) {
            log(peerIsGone);
        }
        response.resume();
    }

    @Override
    public void end() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            response.resume();
        }
    }

    private static void log(Throwable fault) {
        SafeLog.of(GrizzlyStream.class).log(System.Logger.Level.DEBUG, "The engine reports the end of a stream", fault);
    }
}
