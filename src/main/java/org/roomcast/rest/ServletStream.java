package org.roomcast.rest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.delivery.Transport.Completion;
import org.roomcast.model.SafeLog;

/**
 * A stream of events on a servlet container, by non-blocking writes (Servlet 6.0, section 3.7). A part counts as written
 * when the container can take the next one. The lock is held around the calls of the container's stream, which do not
 * block; completions run outside of it, and so does the registration of the listener, for which Tomcat waits until the
 * thread that took the request has let go of it.
 */
final class ServletStream implements StreamResponse, WriteListener, AsyncListener {

    private enum State {
        /** Nothing was sent. */
        NEW,
        OPEN,
        ENDED
    }

    private final AsyncContext async;
    private final HttpServletResponse response;
    private State state = State.NEW;
    private @Nullable ServletOutputStream out;
    private byte @Nullable [] part;
    private boolean isFlushDue;
    /** Whether the container's stream may be asked if it is ready. */
    private boolean mayAsk;

    private @Nullable Completion done;

    ServletStream(AsyncContext async, HttpServletResponse response) {
        this.async = async;
        this.response = response;
        async.setTimeout(0);
        async.addListener(this);
    }

    @Override
    public void write(String text, Completion completion) {
        boolean isEnded;
        synchronized (this) {
            isEnded = state == State.ENDED;
            if (!isEnded) {
                part = text.getBytes(StandardCharsets.UTF_8);
                isFlushDue = true;
                done = completion;
            }
        }
        if (isEnded) {
            completion.done(false);
        } else {
            proceed(true);
        }
    }

    @Override
    public void refuse(int status, String mediaType, Map<String, String> headers, String body) {
        synchronized (this) {
            if (state != State.NEW) {
                return;
            }
            state = State.ENDED;
        }
        try {
            response.setStatus(status);
            response.setContentType(mediaType);
            headers.forEach(response::setHeader);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException peerIsGone) {
            log(peerIsGone);
        }
        complete();
    }

    @Override
    public void end() {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
        }
        complete();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            mayAsk = true;
        }
        proceed(false);
    }

    @Override
    public void onError(Throwable fault) {
        log(fault);
        fail();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        fail();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        fail();
    }

    @Override
    public void onError(AsyncEvent event) {
        fail();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // nobody starts it again
    }

    /** Opens the stream with its first part; the container then says when it takes bytes. */
    private void begin() throws IOException {
        ServletOutputStream begun;
        synchronized (this) {
            if (state != State.NEW) {
                return;
            }
            state = State.OPEN;
            EventStreams.HEADERS.forEach(response::setHeader);
            SecurityHeaders.ALL.forEach(response::setHeader);
            begun = response.getOutputStream();
            out = begun;
        }
        begun.setWriteListener(this);
    }

    private void proceed(boolean isFirst) {
        Completion completed;
        try {
            if (isFirst) {
                begin();
            }
            synchronized (this) {
                completed = advance();
            }
        } catch (IOException | RuntimeException peerIsGone) {
            log(peerIsGone);
            fail();
            return;
        }
        if (completed != null) {
            completed.done(true);
        }
    }

    /** @return the completion of the part that has gone out; null while there is none */
    private @Nullable Completion advance() throws IOException {
        ServletOutputStream stream = out;
        while (stream != null && state == State.OPEN && mayAsk && done != null) {
            if (!stream.isReady()) {
                // the container calls back, and must not be asked again before that
                mayAsk = false;
            } else if (part != null) {
                stream.write(part);
                part = null;
            } else if (isFlushDue) {
                stream.flush();
                isFlushDue = false;
            } else {
                Completion completed = done;
                done = null;
                return completed;
            }
        }
        return null;
    }

    private void fail() {
        Completion failed;
        synchronized (this) {
            state = State.ENDED;
            failed = done;
            done = null;
        }
        if (failed != null) {
            failed.done(false);
        }
        complete();
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException alreadyComplete) {
            log(alreadyComplete);
        }
    }

    private static void log(Throwable fault) {
        SafeLog.of(ServletStream.class)
                .log(System.Logger.Level.DEBUG, "The container reports the end of a stream", fault);
    }
}
