package org.roomcast.boot;

import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** What is sent where no handler could answer: the status in words. Grizzly's own pages would show stack traces. */
final class ErrorPages implements ErrorPageGenerator {

    @Override
    public String generate(
            Request request,
            int status,
            @Nullable String reason,
            @Nullable String description,
            @Nullable Throwable fault) {
        return "<!doctype html><html lang=\"en\"><title>" + status + "</title><p>The server answers with status "
                + status + ".</p></html>";
    }
}
