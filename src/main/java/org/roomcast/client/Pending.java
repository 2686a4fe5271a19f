package org.roomcast.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A publication that has no ack yet. For the client's thread. */
final class Pending {

    final long id;
    final String room;
    final String text;
    final int bytes;
    /** In the loop's nanoseconds. */
    final long until;
    /** Whether its event does not come back to this client. */
    final boolean unechoed;

    final CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    /** The connections by which it went. */
    final Set<String> sentOn = new HashSet<>();

    Loop.Timer timer = Loop.Timer.NONE;

    Pending(long id, String room, JsonObject frame, long until) {
        this.id = id;
        this.room = room;
        this.text = Frames.withId(frame, id);
        this.bytes = text.getBytes(StandardCharsets.UTF_8).length;
        this.until = until;
        this.unechoed = !frame.getBoolean("echo", true);
    }
}
