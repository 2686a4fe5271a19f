package org.roomcast.client;

import jakarta.json.JsonNumber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it hears. Safe in every thread. */
final class Heard implements ClientListener, RoomListener {

    final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    final List<RoomEvent> events = new CopyOnWriteArrayList<>();
    final List<RoomcastException> failures = new CopyOnWriteArrayList<>();
    final List<Discontinuity> discontinuities = new CopyOnWriteArrayList<>();
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    final List<RoomcastException> losses = new CopyOnWriteArrayList<>();

    @Override
    public void changed(ConnectionChange change) {
        changes.add(change);
    }

    @Override
    public void event(RoomEvent event) {
        events.add(event);
    }

    @Override
    public void failed(RoomcastException failure) {
        failures.add(failure);
    }

    @Override
    public void discontinued(Discontinuity discontinuity) {
        discontinuities.add(discontinuity);
    }

    @Override
    public void entered(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void lost(RoomcastException reason) {
        losses.add(reason);
    }

    /** What the events carry, when that is numbers. */
    List<Integer> numbers() {
        return events.stream()
                .map(event -> ((JsonNumber) event.data()).intValue())
                .toList();
    }

    List<ConnectionState> states() {
        return changes.stream().map(ConnectionChange::state).toList();
    }
}
