package org.roomcast.durability;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps some publications under way, each with a key, and repeats what was not acknowledged, in the same order, until it
 * is.
 */
final class Publisher extends WireClient {

    private static final int UNDER_WAY = 16;
    private static final long PAUSE_MILLIS = 100;

    private final Journal journal;
    private final List<String> rooms;
    private final Random random;
    private final ScheduledExecutorService executor;
    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private final Set<String> joined = new HashSet<>();
    private int count;
    private volatile boolean isDone;
    private volatile boolean isIdle;
    private final AtomicLong refused = new AtomicLong();

    Publisher(
            String name,
            Supplier<URI> address,
            ScheduledExecutorService executor,
            Journal journal,
            List<String> rooms,
            Random random) {
        super(name, address, executor);
        this.executor = executor;
        this.journal = journal;
        this.rooms = rooms;
        this.random = random;
    }

    /** Begins nothing new. */
    void finish() {
        isDone = true;
        later(this::fill);
    }

    /** Whether everything that was begun has been acknowledged. */
    boolean isIdle() {
        return isIdle;
    }

    /** For whoever looks into a run that does not end; read from another thread, so only roughly right. */
    String state() {
        return name + (isConnected() ? " is connected, in " + joined : " is not connected") + ", waits for "
                + List.copyOf(unanswered.keySet()) + ", got last " + lastReceived();
    }

    long refused() {
        return refused.get();
    }

    @Override
    void opened() {
        joined.clear();
        rooms.forEach(room -> send("{\"type\":\"join\",\"id\":\"join\",\"room\":\"" + room + "\"}"));
    }

    @Override
    void received(JsonObject frame) {
        String type = frame.getString("type");
        String id = frame.containsKey("id") ? frame.getString("id") : "";
        if (type.equals("ack") && id.equals("join")) {
            if (joined.add(frame.getString("room")) && joined.size() == rooms.size()) {
                unanswered.forEach(this::publish);
                fill();
            }
        } else if (type.equals("ack")) {
            String room = unanswered.remove(id);
            if (room != null) {
                journal.add(new Journal.Acked(
                        name,
                        room,
                        id,
                        frame.getString("epoch"),
                        frame.getJsonNumber("offset").longValueExact()));
            }
            fill();
        } else if (type.equals("error")) {
            refused(id);
        }
    }

    @Override
    void lost() {
        joined.clear();
    }

    /** The store is away: the same again after a while. */
    private void refused(String id) {
        refused.incrementAndGet();
        Runnable again = id.equals("join")
                ? this::opened
                : () -> {
                    String room = unanswered.get(id);
                    if (room != null && joined.size() == rooms.size()) {
                        publish(id, room);
                    }
                };
        executor.schedule(again, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void fill() {
        while (!isDone && joined.size() == rooms.size() && unanswered.size() < UNDER_WAY) {
            String id = name + "-" + ++count;
            String room = rooms.get(random.nextInt(rooms.size()));
            unanswered.put(id, room);
            journal.add(new Journal.Invoked(name, room, id));
            publish(id, room);
        }
        isIdle = isDone && unanswered.isEmpty();
    }

    private void publish(String id, String room) {
        send("{\"type\":\"publish\",\"id\":\"" + id + "\",\"key\":\"" + id + "\",\"room\":\"" + room
                + "\",\"data\":{\"id\":\"" + id + "\"}}");
    }
}
