package org.roomcast.durability;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sits in rooms, and resumes from the last event that it has processed whenever it has been away. */
final class Subscriber extends WireClient {

    private static final long PAUSE_MILLIS = 100;

    private final Journal journal;
    private final List<String> rooms;
    private final ScheduledExecutorService executor;
    private final Map<String, String> epochs = new HashMap<>();
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    Subscriber(
            String name,
            Supplier<URI> address,
            ScheduledExecutorService executor,
            Journal journal,
            List<String> rooms) {
        super(name, address, executor);
        this.executor = executor;
        this.journal = journal;
        this.rooms = rooms;
    }

    /** The last offset of a room that it has processed; -1 before it was in it. */
    long offsetOf(String room) {
        return offsets.getOrDefault(room, -1L);
    }

    /** For whoever looks into a run that does not end; read from another thread, so only roughly right. */
    String state() {
        return name + (isConnected() ? " is connected" : " is not connected") + ", at " + offsets + ", got last "
                + lastReceived();
    }

    @Override
    void opened() {
        rooms.forEach(this::join);
    }

    @Override
    void received(JsonObject frame) {
        String type = frame.getString("type");
        if (type.equals("ack")) {
            joined(frame);
        } else if (type.equals("event")) {
            String room = frame.getString("room");
            long offset = frame.getJsonNumber("offset").longValueExact();
            journal.add(new Journal.Seen(
                    name, room, frame.getJsonObject("data").getString("id"), frame.getString("epoch"), offset));
            epochs.put(room, frame.getString("epoch"));
            offsets.put(room, offset);
        } else if (type.equals("error")) {
            executor.schedule(() -> join(frame.getString("id")), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    void lost() {
        // the positions stay
    }

    private void joined(JsonObject ack) {
        String room = ack.getString("room");
        long offset = ack.getJsonNumber("offset").longValueExact();
        Boolean recovered = ack.containsKey("recovered") ? ack.getBoolean("recovered") : null;
        journal.add(new Journal.Joined(name, room, ack.getString("epoch"), offset, recovered));
        if (!Boolean.TRUE.equals(recovered)) {
            epochs.put(room, ack.getString("epoch"));
            offsets.put(room, offset);
        }
    }

    private void join(String room) {
        String since = offsets.containsKey(room)
                ? ",\"since\":{\"epoch\":\"" + epochs.get(room) + "\",\"offset\":" + offsets.get(room) + "}"
                : "";
        send("{\"type\":\"join\",\"id\":\"" + room + "\",\"room\":\"" + room + "\"" + since + "}");
    }
}
