package org.roomcast.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.roomcast.codec.JsonFields;
import org.roomcast.codec.Utf8;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;

/** Reads the bodies of requests, as strictly as the frames of a socket. */
final class Bodies {

    private Bodies() {}

    /** @throws ProtocolException {@code bad_frame} when the body is not one JSON object in UTF-8 */
    static JsonFields object(byte[] body) {
        return JsonFields.parse(text(body));
    }

    /** @throws ProtocolException when the body is not a JSON array of at most {@code max} objects in UTF-8 */
    static List<JsonFields> objects(byte[] body, int max) {
        return JsonFields.parseArray(text(body), max);
    }

    /** @throws ProtocolException {@code too_large} when the data alone is more than a socket would take */
    static void requireSize(JsonFields fields, int max) {
        if (Utf8.length(fields.data().json()) > max) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "\"data\" may have at most " + max + " bytes");
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw ProtocolException.badFrame("The body is not UTF-8");
        }
    }
}
