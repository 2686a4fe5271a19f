package org.roomcast.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/** Makes the client's frames (PROTOCOL.md section 2.1). What is not given does not travel. Safe in every thread. */
final class Frames {

    private static final JsonProvider JSON = JsonProvider.provider();

    private Frames() {}

    static JsonObject join(String room, @Nullable Position since, int history) {
        JsonObjectBuilder frame = frame("join").add("room", room);
        if (since != null) {
            JsonObjectBuilder position =
                    JSON.createObjectBuilder().add("epoch", since.epoch()).add("offset", since.offset());
            frame.add("since", position);
        }
        if (history > 0) {
            frame.add("history", history);
        }
        return frame.build();
    }

    static JsonObject leave(String room) {
        return frame("leave").add("room", room).build();
    }

    static JsonObject publish(String room, JsonValue data, PublishOptions options) {
        JsonObjectBuilder frame =
                frame("publish").add("room", room).add("event", options.event()).add("data", data);
        if (!options.echo()) {
            frame.add("echo", false);
        }
        if (options.ephemeral()) {
            frame.add("ephemeral", true);
        }
        if (options.key() != null) {
            frame.add("key", options.key());
        }
        return frame.build();
    }

    static JsonObject send(String kind, String to, String event, JsonValue data) {
        return frame("send")
                .add("to", JSON.createObjectBuilder().add(kind, to))
                .add("event", event)
                .add("data", data)
                .build();
    }

    static JsonObject broadcast(String event, JsonValue data) {
        return frame("broadcast").add("event", event).add("data", data).build();
    }

    static JsonObject presence(@Nullable String room) {
        JsonObjectBuilder frame = frame("presence");
        return (room == null ? frame : frame.add("room", room)).build();
    }

    /** @param name {@code since} or {@code before}; null for the newest events */
    static JsonObject history(String room, @Nullable String name, long offset, int limit) {
        JsonObjectBuilder frame = frame("history").add("room", room).add("limit", limit);
        return (name == null ? frame : frame.add(name, offset)).build();
    }

    static JsonObject authenticate(String token) {
        return frame("authenticate").add("token", token).build();
    }

    static JsonObject markRead(String notification) {
        return frame("mark_read").add("notification", notification).build();
    }

    static JsonObject disconnect(String user, String reason) {
        return frame("disconnect").add("user", user).add("reason", reason).build();
    }

    static JsonObject bare(String type) {
        return frame(type).build();
    }

    /** The frame with the {@code id} that its answer will carry. */
    static String withId(JsonObject frame, long id) {
        return JSON.createObjectBuilder(frame).add("id", id).build().toString();
    }

    private static JsonObjectBuilder frame(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }
}
