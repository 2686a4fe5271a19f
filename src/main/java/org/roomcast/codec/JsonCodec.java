package org.roomcast.codec;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/** The dialect {@code roomcast.v1.json}: text frames, one JSON object each. Stateless and safe in every thread. */
public final class JsonCodec implements WireCodec {

    public static final String SUBPROTOCOL = "roomcast.v1.json";

    /** The one that all share, so that an event is written once. */
    public static final JsonCodec INSTANCE = new JsonCodec();

    /** An {@code event} frame without its data, which is already JSON and is put in as it is. */
    public record EventHead(
            String event,
            @Nullable RoomName room,
            @Nullable String epoch,
            @Nullable Long offset,
            @Nullable Sender from,
            Instant time) {}

    /** A {@code history} frame without its events, which are put in as they are. */
    public record HistoryHead(
            @Nullable FrameId id, RoomName room, @Nullable String epoch, boolean complete) {}

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
        if (event instanceof Event.Published published) {
            return Frame.of(published(published));
        }
        String object = event instanceof Event.History history ? historyObject(history) : Json.write(event);
        return Frame.of(typed(event.type(), object));
    }

    /** The same as a {@code history} frame, but for the type: what REST answers. */
    public String historyObject(Event.History history) {
        String head = Json.write(new HistoryHead(history.id(), history.room(), history.epoch(), history.complete()));
        String events = history.events().stream()
                .map(event -> event.frameFor(this).text())
                .collect(Collectors.joining(","));
        return head.substring(0, head.length() - 1) + ",\"events\":[" + events + "]}";
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
        Position position = event.position();
        String epoch = position == null ? null : position.epoch();
        Long offset = position == null ? null : position.offset();
        String head = Json.write(new EventHead(event.event(), event.room(), epoch, offset, event.from(), event.time()));
        String body = head.substring(0, head.length() - 1) + ",\"data\":"
                + event.data().json() + "}";
        return typed(event.type(), body);
    }

    /** Puts the type in front, where a person who reads frames looks for it. */
    static String typed(String type, String object) {
        String opening = "{\"type\":\"" + type + "\"";
        return object.length() == 2 ? opening + "}" : opening + "," + object.substring(1);
    }
}
