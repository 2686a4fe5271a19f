package org.roomcast.codec;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Payload;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * Writes records as JSON through JSON-B, with the product's habits: snake_case, no nulls, times in UTC with
 * milliseconds. Safe in every thread.
 */
public final class Json {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withSerializers(
                    new RoomNameText(),
                    new ConnectionIdText(),
                    new InstantText(),
                    new IdText(),
                    new UserObject(),
                    new SenderObject()));

    private Json() {}

    /**
     * Writes any object that JSON-B can: a record, a bean, a map, a list, a string, a number.
     *
     * @throws IllegalArgumentException when JSON-B cannot write it
     */
    public static String write(Object value) {
        try {
            return JSONB.toJson(value);
        } catch (JsonbException notWritable) {
            throw new IllegalArgumentException(
                    "JSON-B cannot write a " + value.getClass().getName(), notWritable);
        }
    }

    /** The same as a payload; a payload stays as it is. */
    public static Payload payload(Object value) {
        return value instanceof Payload payload ? payload : new Payload(write(value));
    }

    /** A time as it travels. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    static final class RoomNameText implements JsonbSerializer<RoomName> {
        @Override
        public void serialize(RoomName room, JsonGenerator out, SerializationContext context) {
            out.write(room.value());
        }
    }

    static final class ConnectionIdText implements JsonbSerializer<ConnectionId> {
        @Override
        public void serialize(ConnectionId id, JsonGenerator out, SerializationContext context) {
            out.write(id.value());
        }
    }

    static final class InstantText implements JsonbSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
            out.write(time(time));
        }
    }

    static final class IdText implements JsonbSerializer<FrameId> {
        @Override
        public void serialize(FrameId id, JsonGenerator out, SerializationContext context) {
            if (id.number() != null) {
                out.write(id.number());
            } else {
                out.write(id.text());
            }
        }
    }

    static final class UserObject implements JsonbSerializer<Event.User> {
        @Override
        public void serialize(Event.User user, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            writeUser(out, user.id(), user.name());
            out.writeEnd();
        }
    }

    static final class SenderObject implements JsonbSerializer<Sender> {
        @Override
        public void serialize(Sender sender, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            writeUser(out, sender.id(), sender.name());
            if (sender.connectionId() != null) {
                out.write("connection_id", sender.connectionId().value());
            }
            out.writeEnd();
        }
    }

    /** An anonymous user's id is written as null, so that a client sees it is not missing by accident. */
    private static void writeUser(JsonGenerator out, @Nullable String id, String name) {
        if (id == null) {
            out.writeNull("id");
        } else {
            out.write("id", id);
        }
        out.write("name", name);
    }
}
