package org.roomcast.codec;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Draft;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/**
 * The fields of one JSON object that came from outside, read with their kinds checked: a field that is missing where it
 * is needed, or of another kind than asked for, is a {@code bad_frame} that names it. A field that is null counts as
 * absent. Not thread-safe; made for one object and dropped.
 */
public final class JsonFields {

    /** The longest user or connection id that can be addressed, in characters. */
    public static final int MAX_ID = 200;
    /** The most users that one list may name. */
    public static final int MAX_USERS = 100;

    private final JsonObject object;

    public JsonFields(JsonObject object) {
        this.object = object;
    }

    /**
     * Reads exactly one JSON object.
     *
     * @throws ProtocolException {@code bad_frame} when the text is anything else
     */
    public static JsonFields parse(String text) {
        return of(StrictJson.parse(text), "The frame");
    }

    static JsonFields of(JsonValue value, String what) {
        if (value instanceof JsonObject object) {
            return new JsonFields(object);
        }
        throw ProtocolException.badFrame(what + " is not a JSON object");
    }

    public boolean has(String field) {
        return value(field) != null;
    }

    public String text(String field) {
        return require(field, optionalText(field));
    }

    public @Nullable String optionalText(String field) {
        JsonValue value = value(field);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw FieldException.wrongKind(field, "a string");
    }

    /** @throws ProtocolException {@code too_large} when the text has more than {@code max} characters */
    public @Nullable String optionalText(String field, int max) {
        String text = optionalText(field);
        if (text != null && text.length() > max) {
            throw FieldException.tooLarge(field, max + " characters");
        }
        return text;
    }

    /** @throws ProtocolException {@code too_large} when the text has more than {@code max} characters */
    public String text(String field, int max) {
        return require(field, optionalText(field, max));
    }

    /** @throws ProtocolException when it is missing, no whole number, or not from {@code min} to {@code max} */
    public long wholeNumber(String field, long min, long max) {
        if (!(require(field, value(field)) instanceof JsonNumber number) || !number.isIntegral()) {
            throw FieldException.wrongKind(field, "a whole number");
        }
        BigDecimal value = number.bigDecimalValue();
        if (value.compareTo(BigDecimal.valueOf(min)) < 0) {
            throw FieldException.wrongKind(field, "at least " + min);
        }
        if (value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new FieldException(ErrorCode.TOO_LARGE, field, "may be at most " + max);
        }
        return value.longValueExact();
    }

    /** The same for a field that may be absent. */
    public long wholeNumber(String field, long min, long max, long otherwise) {
        return has(field) ? wholeNumber(field, min, max) : otherwise;
    }

    public boolean flag(String field, boolean otherwise) {
        JsonValue value = value(field);
        if (value == null) {
            return otherwise;
        }
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw FieldException.wrongKind(field, "true or false");
        };
    }

    /** Any JSON value, null included; the field itself must be there. */
    public Payload data() {
        JsonValue value = object.get("data");
        if (value == null) {
            throw FieldException.missing("data");
        }
        return new Payload(value.toString());
    }

    public String event() {
        String event = optionalText("event", Draft.MAX_EVENT);
        if (event != null && event.isEmpty()) {
            throw new FieldException(ErrorCode.BAD_FRAME, "event", "must not be empty");
        }
        return event == null ? Draft.DEFAULT_EVENT : event;
    }

    public RoomName room() {
        return RoomName.of(text("room"));
    }

    public @Nullable RoomName optionalRoom() {
        String room = optionalText("room");
        return room == null ? null : RoomName.of(room);
    }

    /** Reads an array of JSON objects, over REST. */
    public static List<JsonFields> parseArray(String text, int max) {
        if (!(StrictJson.parse(text) instanceof JsonArray array)) {
            throw ProtocolException.badFrame("The body is not a JSON array");
        }
        if (array.size() > max) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "The array may have at most " + max + " items");
        }
        return array.stream().map(item -> of(item, "An item")).toList();
    }

    /** A JSON object in a field; null when absent. */
    public @Nullable JsonFields optionalObject(String field) {
        JsonValue value = value(field);
        if (value == null || value instanceof JsonObject) {
            return value == null ? null : new JsonFields((JsonObject) value);
        }
        throw FieldException.wrongKind(field, "an object");
    }

    public JsonFields object(String field) {
        return require(field, optionalObject(field));
    }

    /** Between one and {@link #MAX_USERS} user ids. */
    public List<String> users(String field) {
        JsonArray array = array(field, MAX_USERS);
        if (array.isEmpty()) {
            throw new FieldException(ErrorCode.BAD_FRAME, field, "is empty");
        }
        List<String> users = new ArrayList<>(array.size());
        for (JsonValue item : array) {
            if (!(item instanceof JsonString string)) {
                throw FieldException.wrongKind(field, "an array of strings");
            }
            users.add(string.getString());
        }
        return users;
    }

    /** @throws ProtocolException {@code too_large} when there are more than {@code max} items */
    JsonArray array(String field, int max) {
        if (!(require(field, value(field)) instanceof JsonArray array)) {
            throw FieldException.wrongKind(field, "an array");
        }
        if (array.size() > max) {
            throw FieldException.tooLarge(field, max + " items");
        }
        return array;
    }

    /** The frame's id; null when it has none. */
    @Nullable FrameId id() {
        JsonValue value = value("id");
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            return FrameId.of(number.longValue());
        }
        if (value instanceof JsonString string && string.getString().length() <= FrameId.MAX_LENGTH) {
            return FrameId.of(string.getString());
        }
        throw FieldException.wrongKind("id", "an integer or a string of at most " + FrameId.MAX_LENGTH + " characters");
    }

    /** The whole object as a payload. */
    Payload whole() {
        return new Payload(object.toString());
    }

    /** A number or a text of at most {@code max} characters; null when absent. */
    public @Nullable Object optionalNumberOrText(String field, int max) {
        JsonValue value = value(field);
        return value instanceof JsonNumber number ? number.bigDecimalValue() : optionalText(field, max);
    }

    /** An array of at most {@code max} numbers; null when absent. */
    public @Nullable List<BigDecimal> optionalNumbers(String field, int max) {
        if (value(field) == null) {
            return null;
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (JsonValue item : array(field, max)) {
            if (!(item instanceof JsonNumber number)) {
                throw FieldException.wrongKind(field, "an array of numbers");
            }
            numbers.add(number.bigDecimalValue());
        }
        return numbers;
    }

    private @Nullable JsonValue value(String field) {
        JsonValue value = object.get(field);
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw FieldException.missing(field);
        }
        return value;
    }
}
