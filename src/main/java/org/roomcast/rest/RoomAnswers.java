package org.roomcast.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Json;
import org.roomcast.codec.JsonCodec;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;
import org.roomcast.registry.HistorySlice;
import org.roomcast.registry.RoomInfo;

/** Answers that hold events of rooms, which have been written as JSON once already. */
final class RoomAnswers {

    private static final JsonCodec CODEC = JsonCodec.INSTANCE;

    /** A room without its messages. */
    public record Head(
            RoomName room,
            int connections,
            int users,
            @Nullable String epoch,
            @Nullable Long offset) {}

    private RoomAnswers() {}

    static Response page(HistorySlice slice) {
        return json(CODEC.historyObject(slice.asEvent(null)));
    }

    static Response info(RoomInfo info, HistorySlice recent) {
        Position top = recent.top();
        String head = Json.write(new Head(
                info.room(),
                info.connections(),
                info.users(),
                top == null ? null : top.epoch(),
                top == null ? null : top.offset()));
        String messages = recent.events().stream()
                .map(event -> event.frameFor(CODEC).text())
                .collect(Collectors.joining(","));
        return json(head.substring(0, head.length() - 1) + ",\"messages\":[" + messages + "]}");
    }

    private static Response json(String text) {
        return Response.ok(text, MediaType.APPLICATION_JSON).build();
    }
}
