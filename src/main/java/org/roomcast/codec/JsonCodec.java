package org.roomcast.codec;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/** The dialect {@code roomcast.v1.json}: text frames, one JSON object each. Stateless and safe in every thread. */
public final class JsonCodec implements WireCodec {

    public static final String SUBPROTOCOL = "roomcast.v1.json";

    /** An {@code event} frame without its data, which is already JSON and is put in as it is. */
    public record EventHead(
            String event, @Nullable RoomName room, @Nullable Sender from, Instant time) {}

    @Override
    public String subprotocol() {
        return SUBPROTOCOL;
    }

    @Override
    public Command decode(String text) {
        return JsonCommandReader.read(text);
    }

    @Override
    public Frame encode(Event event) {
        return Frame.of(
                event instanceof Event.Published published
                        ? published(published)
                        : typed(event.type(), Json.write(event)));
    }

    @Override
    public String batch(List<Frame> frames) {
        int length = 1 + frames.size();
        for (Frame frame : frames) {
            length += frame.text().length();
        }
        StringBuilder message = new StringBuilder(length);
        char separator = '[';
        for (Frame frame : frames) {
            message.append(separator).append(frame.text());
            separator = ',';
        }
        return message.append(']').toString();
    }

    private static String published(Event.Published event) {
        String head = Json.write(new EventHead(event.event(), event.room(), event.from(), event.time()));
        String body = head.substring(0, head.length() - 1) + ",\"data\":"
                + event.data().json() + "}";
        return typed(event.type(), body);
    }

    /** Puts the type in front, where a person who reads frames looks for it. */
    private static String typed(String type, String object) {
        String opening = "{\"type\":\"" + type + "\"";
        return object.length() == 2 ? opening + "}" : opening + "," + object.substring(1);
    }
}
