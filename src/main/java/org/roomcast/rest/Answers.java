package org.roomcast.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.roomcast.codec.Json;

/** Makes JSON answers. The text is made here, since each server has a JSON provider with habits of its own. */
final class Answers {

    private static final String JSON = MediaType.APPLICATION_JSON;

    private Answers() {}

    static Response ok(Object body) {
        return Response.ok(Json.write(body), JSON).build();
    }

    static Response accepted(Object body) {
        return Response.accepted(Json.write(body)).type(JSON).build();
    }
}
