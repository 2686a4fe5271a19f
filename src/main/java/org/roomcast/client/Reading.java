package org.roomcast.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Member;
import org.roomcast.model.Position;
import org.roomcast.model.Sender;

/**
 * Reads the server's frames (PROTOCOL.md section 2.2). Lenient where the protocol may grow: what is missing or of another
 * kind counts as not said. Safe in every thread.
 */
final class Reading {

    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    private Reading() {}

    /**
     * The frames of one message: a single object, or an array of them, in order.
     *
     * @throws RoomcastException {@code bad_frame} when it is neither
     */
    static List<JsonObject> frames(String message) {
        try (JsonReader reader = READERS.createReader(new StringReader(message))) {
            JsonValue value = reader.readValue();
            List<JsonObject> frames = value instanceof JsonArray array
                    ? List.copyOf(array.getValuesAs(JsonValue::asJsonObject))
                    : List.of(value.asJsonObject());
            frames.forEach(frame -> frame.getString("type"));
            return frames;
        } catch (JsonException | ClassCastException | NullPointerException noFrame) {
            throw RoomcastException.badFrame(noFrame);
        }
    }

    static Welcome welcome(JsonObject frame) {
        JsonObject user = object(frame, "user");
        JsonObject limits = frame.get("limits") instanceof JsonObject told ? told : JsonValue.EMPTY_JSON_OBJECT;
        long perMinute = number(limits, "frames_per_minute", 0);
        return new Welcome(
                text(frame, "connection_id", ""),
                user == null ? null : optional(user, "id"),
                user == null ? null : optional(user, "name"),
                frame.getBoolean("authenticated", false),
                roles(frame),
                seconds(frame, "heartbeat_interval", Duration.ofSeconds(25)),
                seconds(frame, "heartbeat_timeout", Duration.ofSeconds(10)),
                number(frame, "max_message_size", Long.MAX_VALUE),
                perMinute,
                number(limits, "frames_burst", perMinute),
                text(frame, "node", ""),
                text(frame, "version", ""));
    }

    static RoomEvent event(JsonObject frame) {
        return event(frame, optional(frame, "room"), optional(frame, "epoch"));
    }

    static HistoryPage page(JsonObject frame) {
        String room = text(frame, "room", "");
        String epoch = optional(frame, "epoch");
        List<RoomEvent> events = objects(frame, "events").stream()
                .map(event -> event(event, room, epoch))
                .toList();
        return new HistoryPage(room, epoch, events, frame.getBoolean("complete", false));
    }

    static PresenceList presence(JsonObject frame) {
        List<Member> users =
                objects(frame, "users").stream().map(Reading::member).toList();
        return new PresenceList(optional(frame, "room"), users, (int) number(frame, "count", users.size()));
    }

    static PresenceChange change(JsonObject frame) {
        JsonObject user = object(frame, "user");
        return new PresenceChange(
                text(frame, "room", ""),
                type(frame).equals("joined"),
                user == null ? null : optional(user, "id"),
                user == null ? null : optional(user, "name"),
                (int) number(frame, "members", 0));
    }

    static Ack ack(JsonObject frame) {
        return new Ack(
                text(frame, "action", ""),
                optional(frame, "room"),
                position(frame, optional(frame, "epoch")),
                frame.getBoolean("duplicate", false),
                (int) number(frame, "delivered", -1));
    }

    static RoomcastException failure(JsonObject frame) {
        return new RoomcastException(
                text(frame, "code", "internal"),
                text(frame, "message", "The server reported an error"),
                frame.getBoolean("temporary", false),
                frame.containsKey("retry_after") ? seconds(frame, "retry_after", Duration.ZERO) : null);
    }

    static String type(JsonObject frame) {
        return frame.getString("type");
    }

    static @Nullable String optional(JsonObject object, String name) {
        return object.get(name) instanceof JsonString value ? value.getString() : null;
    }

    static String text(JsonObject object, String name, String absent) {
        return object.get(name) instanceof JsonString value ? value.getString() : absent;
    }

    static long number(JsonObject object, String name, long absent) {
        return object.get(name) instanceof JsonNumber value ? value.longValue() : absent;
    }

    /** Seconds as they travel, whole or with a fraction. */
    static Duration seconds(JsonObject object, String name, Duration absent) {
        return object.get(name) instanceof JsonNumber value
                ? Duration.ofMillis(Math.round(value.doubleValue() * 1000))
                : absent;
    }

    static @Nullable Position position(JsonObject object, @Nullable String epoch) {
        return epoch != null && object.get("offset") instanceof JsonNumber offset
                ? new Position(epoch, offset.longValue())
                : null;
    }

    private static RoomEvent event(JsonObject frame, @Nullable String room, @Nullable String epoch) {
        return new RoomEvent(
                room,
                position(frame, epoch),
                text(frame, "event", "message"),
                frame.getOrDefault("data", JsonValue.NULL),
                sender(object(frame, "from")),
                time(frame, "time"));
    }

    private static Member member(JsonObject user) {
        String id = text(user, "id", "");
        String name = text(user, "name", "");
        int connections = (int) number(user, "connections", 0);
        return new Member(id, name, optional(user, "email"), time(user, "connected_at"), connections);
    }

    private static @Nullable Sender sender(@Nullable JsonObject from) {
        if (from == null) {
            return null;
        }
        String connection = optional(from, "connection_id");
        return new Sender(
                optional(from, "id"), text(from, "name", ""), connection == null ? null : new ConnectionId(connection));
    }

    private static Set<String> roles(JsonObject frame) {
        return frame.get("roles") instanceof JsonArray roles
                ? roles.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static @Nullable JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject value ? value : null;
    }

    private static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray array ? array.getValuesAs(JsonObject.class) : List.of();
    }

    /** The epoch's beginning, where the server did not say. */
    private static Instant time(JsonObject object, String name) {
        try {
            return Instant.parse(text(object, name, ""));
        } catch (DateTimeException notATime) {
            return Instant.EPOCH;
        }
    }
}
