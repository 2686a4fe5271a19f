package org.roomcast.rest;

import java.util.Map;
import org.roomcast.delivery.Transport.Completion;

/**
 * The response of one stream of events, as the engine offers it. The caller keeps at most one write in flight. No method
 * blocks for the peer, none throws.
 */
public interface StreamResponse {

    /** Writes a part of the stream; the first one sends the headers with status 200. */
    void write(String part, Completion done);

    /** Answers with a document instead of a stream; does nothing when the stream has begun. */
    void refuse(int status, String mediaType, Map<String, String> headers, String body);

    /** Ends the response; later calls do nothing. */
    void end();
}
