package org.roomcast.codec;

import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;

/** Turns the JSON object of a client frame into a command. Stateless and safe in every thread. */
final class JsonCommandReader {

    /** The most frames of one batch, PROTOCOL.md section 2.1. */
    static final int MAX_BATCH = 100;

    private JsonCommandReader() {}

    static Command read(String text) {
        try {
            return command(StrictJson.parse(text), true);
        } catch (ProtocolException refused) {
            return new Command.Malformed(null, refused);
        }
    }

    private static Command command(JsonValue value, boolean batchAllowed) {
        FrameId id = null;
        try {
            JsonFields fields = JsonFields.of(value, "The frame");
            id = fields.id();
            return read(fields, id, batchAllowed);
        } catch (ProtocolException refused) {
            return new Command.Malformed(id, refused);
        }
    }

    private static Command read(JsonFields fields, @Nullable FrameId id, boolean batchAllowed) {
        String type = fields.text("type");
        return switch (type) {
            case "authenticate" -> new Command.Authenticate(id, fields.text("token"));
            case "join" -> join(fields, id);
            case "history" -> history(fields, id);
            case "leave" -> new Command.Leave(id, fields.room());
            case "publish" -> publish(fields, id);
            case "send" -> send(fields, id);
            case "broadcast" -> new Command.Broadcast(id, fields.optionalRoom(), fields.event(), fields.data());
            case "presence" -> new Command.Presence(id, fields.optionalRoom());
            case "mark_read" -> new Command.MarkRead(id, notification(fields));
            case "disconnect" -> disconnect(fields, id);
            case "ping" -> new Command.Ping(id);
            case "pong" -> new Command.Pong(id);
            case "batch" -> batch(fields, id, batchAllowed);
            default -> new Command.Custom(id, type, fields.whole());
        };
    }

    private static Command join(JsonFields fields, @Nullable FrameId id) {
        JsonFields since = fields.optionalObject("since");
        Position position = since == null
                ? null
                : new Position(since.text("epoch", Position.MAX_EPOCH), since.wholeNumber("offset", 0, Long.MAX_VALUE));
        int history = Math.toIntExact(fields.wholeNumber("history", 0, Command.History.MAX_LIMIT, 0));
        return new Command.Join(id, fields.room(), position, history);
    }

    private static Command history(JsonFields fields, @Nullable FrameId id) {
        if (fields.has("since") && fields.has("before")) {
            throw new FieldException(ErrorCode.BAD_FRAME, "since", "must not stand beside \"before\"");
        }
        Long since = fields.has("since") ? (Long) fields.wholeNumber("since", 0, Long.MAX_VALUE) : null;
        Long before = fields.has("before") ? (Long) fields.wholeNumber("before", 0, Long.MAX_VALUE) : null;
        int most = Command.History.MAX_LIMIT;
        int limit = Math.toIntExact(fields.wholeNumber("limit", 1, most, Command.History.DEFAULT_LIMIT));
        return new Command.History(id, fields.room(), since, before, limit);
    }

    private static Command publish(JsonFields fields, @Nullable FrameId id) {
        return new Command.Publish(
                id,
                fields.room(),
                fields.event(),
                fields.data(),
                fields.flag("echo", true),
                fields.flag("ephemeral", false),
                fields.optionalText("key", Draft.MAX_KEY));
    }

    private static Command send(JsonFields fields, @Nullable FrameId id) {
        JsonFields to = fields.object("to");
        requireOneOf(to, "to", List.of("connection", "user", "users"));
        ConnectionId connection = to.has("connection") ? new ConnectionId(to.text("connection")) : null;
        List<String> users = null;
        if (to.has("user")) {
            users = List.of(to.text("user"));
        } else if (to.has("users")) {
            users = to.users("users");
        }
        return new Command.Send(id, connection, users, fields.event(), fields.data());
    }

    private static Command disconnect(JsonFields fields, @Nullable FrameId id) {
        requireOneOf(fields, "disconnect", List.of("connection", "user"));
        ConnectionId connection = fields.has("connection") ? new ConnectionId(fields.text("connection")) : null;
        return new Command.Disconnect(
                id, connection, fields.optionalText("user"), fields.optionalText("reason", JsonFields.MAX_ID));
    }

    private static Command batch(JsonFields fields, @Nullable FrameId id, boolean allowed) {
        if (!allowed) {
            throw ProtocolException.badFrame("A batch must not hold a batch");
        }
        List<JsonValue> frames = fields.array("frames", MAX_BATCH);
        return new Command.Batch(
                id, frames.stream().map(frame -> command(frame, false)).toList());
    }

    private static @Nullable String notification(JsonFields fields) {
        String id = fields.text("notification");
        if (id.length() > JsonFields.MAX_ID) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "\"notification\" is too long");
        }
        return id.equals("all") ? null : id;
    }

    private static void requireOneOf(JsonFields fields, String what, List<String> choices) {
        if (choices.stream().filter(fields::has).count() != 1) {
            throw ProtocolException.badFrame("\"" + what + "\" needs exactly one of " + String.join(", ", choices));
        }
    }
}
