package org.roomcast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Event;
import org.roomcast.codec.Json;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.RoomName;

class RoomTrafficTest {

    private static final RoomName LOBBY = RoomName.of("lobby");

    @Test
    void publicationsAreCountedAndWhoComesAndGoesIsNot() {
        RoomMeter meter = new RoomMeter();
        meter.count(new SharedEvent(new Event.Joined(LOBBY, new Event.User("ada", "Ada"), 1)), 5);
        assertThat(List.of(meter.events(), meter.deliveries())).containsExactly(0L, 0L);
        meter.count(published(), 5);
        meter.count(published(), 0);
        assertThat(List.of(meter.events(), meter.deliveries())).containsExactly(2L, 5L);
    }

    private static SharedEvent published() {
        return new SharedEvent(new Event.Published("message", Json.payload(1), LOBBY, null, null, Instant.EPOCH));
    }
}
