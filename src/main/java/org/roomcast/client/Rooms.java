package org.roomcast.client;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/** The rooms that a client has asked for, by name. {@link #get} is safe in every thread, the rest for the client's. */
final class Rooms {

    private final Map<String, RoomState> rooms = new ConcurrentHashMap<>();
    private final Session session;

    Rooms(Session session) {
        this.session = session;
    }

    RoomState get(String name) {
        return rooms.computeIfAbsent(name, made -> new RoomState(made, session));
    }

    void each(Consumer<RoomState> action) {
        List.copyOf(rooms.values()).forEach(action);
    }

    /** Whether a room can be published to now: not while the client is on its way into it. */
    boolean isReady(String name) {
        RoomState room = rooms.get(name);
        return room == null || room.isReady();
    }

    /** What was published there without an echo has its ack, with that place if any, or has failed. */
    void settled(String name, @Nullable Position at) {
        RoomState room = rooms.get(name);
        if (room != null) {
            room.settled(at);
        }
    }

    /** @return whether the frame was about a room of ours */
    boolean receive(JsonObject frame) {
        String name = Reading.optional(frame, "room");
        RoomState room = name == null ? null : rooms.get(name);
        if (room != null) {
            room.receive(frame);
        }
        return room != null;
    }

    /** An ack that answers nothing: the server has entered a room for us. */
    void admitted(JsonObject ack) {
        String name = Reading.optional(ack, "room");
        if (name != null && Reading.text(ack, "action", "").equals("join")) {
            get(name).admitted(ack);
        }
    }
}
