package org.roomcast.codec;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.roomcast.model.ProtocolException;

/**
 * Reads JSON that comes from outside, over WebSocket and over REST alike. The parsers of the platform accept duplicate
 * keys, NUL, lone surrogates and numbers that no reader can hold (HARDENING.md); this reader refuses them, as PROTOCOL.md
 * section 2 demands. Stateless and safe in every thread.
 */
public final class StrictJson {

    /** The deepest nesting of arrays and objects. */
    static final int MAX_DEPTH = 32;
    /** The most keys of one object. */
    static final int MAX_KEYS = 256;
    /** The longest number, in characters: a long has 20, a double prints with fewer than 30. */
    static final int MAX_NUMBER = 64;

    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

    private StrictJson() {}

    /**
     * Reads exactly one JSON value.
     *
     * @throws ProtocolException {@code bad_frame}, with what is wrong, when the text is anything else
     */
    public static JsonValue parse(String text) {
        if (text.isEmpty()) {
            throw ProtocolException.badFrame("The frame is empty");
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            JsonValue value = value(parser, parser.next(), 1);
            if (parser.hasNext()) {
                throw ProtocolException.badFrame("There is more after the JSON value");
            }
            return value;
        } catch (JsonException | NoSuchElementException | IllegalStateException notJson) {
            throw ProtocolException.badFrame("The frame is not JSON");
        }
    }

    /**
     * Requires that the text is one value that {@link #parse} would take: for what another reader makes something of.
     *
     * @throws ProtocolException {@code bad_frame} when it is not
     */
    public static void require(String text) {
        JsonValue unused = parse(text);
    }

    private static JsonValue value(JsonParser parser, Event event, int depth) {
        if (depth > MAX_DEPTH && (event == Event.START_ARRAY || event == Event.START_OBJECT)) {
            throw ProtocolException.badFrame("Nesting goes deeper than " + MAX_DEPTH);
        }
        return switch (event) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> PROVIDER.createValue(clean(parser.getString()));
            case VALUE_NUMBER -> number(parser);
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            default -> throw ProtocolException.badFrame("The frame is not JSON");
        };
    }

    private static JsonValue object(JsonParser parser, int depth) {
        JsonObjectBuilder object = PROVIDER.createObjectBuilder();
        Set<String> keys = new HashSet<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String key = clean(parser.getString());
            if (!keys.add(key)) {
                throw ProtocolException.badFrame("A key stands twice in one object");
            }
            if (keys.size() > MAX_KEYS) {
                throw ProtocolException.badFrame("An object has more than " + MAX_KEYS + " keys");
            }
            object.add(key, value(parser, parser.next(), depth + 1));
        }
        return object.build();
    }

    private static JsonValue array(JsonParser parser, int depth) {
        JsonArrayBuilder array = PROVIDER.createArrayBuilder();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(parser, event, depth + 1));
        }
        return array.build();
    }

    private static String clean(String text) {
        if (!Utf8.isClean(text)) {
            throw ProtocolException.badFrame("A string has NUL or half of a surrogate pair");
        }
        return text;
    }

    /** The text is judged before it becomes a number: expanding 1e1000000000 would take the server's memory. */
    private static JsonValue number(JsonParser parser) {
        String text = parser.getString();
        if (text.length() > MAX_NUMBER || !inRange(text)) {
            throw ProtocolException.badFrame("A number is out of range");
        }
        try {
            return PROVIDER.createValue(parser.getBigDecimal());
        } catch (NumberFormatException | ArithmeticException exponentTooLong) {
            throw ProtocolException.badFrame("A number is out of range");
        }
    }

    private static boolean inRange(String number) {
        if (number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            double value = Double.parseDouble(number);
            return Double.isFinite(value) && (value != 0 || isZero(number));
        }
        try {
            Long.parseLong(number);
            return true;
        } catch (NumberFormatException beyondLong) {
            return false;
        }
    }

    /** Whether the digits before the exponent are all zero, so that the value did not vanish by underflow. */
    private static boolean isZero(String number) {
        return number.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
    }
}
