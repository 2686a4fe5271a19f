package org.roomcast.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.roomcast.codec.Event;
import org.roomcast.codec.SharedEvent;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomGrants;

/** A reader that keeps what it is told; it can be made to refuse. */
final class RecordingSubscriber implements Subscriber {

    private final ConnectionId id;
    private final List<Event> events = new ArrayList<>();
    private final List<Disconnect> ends = new ArrayList<>();
    private Identity identity;
    private boolean refuses;

    private RecordingSubscriber(String id, Identity identity) {
        this.id = new ConnectionId(id);
        this.identity = identity;
    }

    static RecordingSubscriber anonymous(String id) {
        return new RecordingSubscriber(id, Identity.anonymous(null));
    }

    static RecordingSubscriber of(String id, String user) {
        return new RecordingSubscriber(id, user(user));
    }

    static Identity user(String id, String... roles) {
        return new Identity(id, "Name of " + id, null, Set.of(roles), RoomGrants.NONE, null);
    }

    void become(Identity other) {
        identity = other;
    }

    void refuse() {
        refuses = true;
    }

    @Override
    public ConnectionId id() {
        return id;
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public boolean deliver(SharedEvent event) {
        if (refuses) {
            return false;
        }
        events.add(event.event());
        return true;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void whenRoom(Runnable task) {
        task.run();
    }

    @Override
    public void disconnect(Disconnect why) {
        ends.add(why);
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** What it has been told, in short: {@code joined ada 1}, {@code left ada 0}, {@code event message}. */
    List<String> story() {
        return events.stream().map(RecordingSubscriber::inShort).toList();
    }

    private static String inShort(Event event) {
        if (event instanceof Event.Joined joined) {
            return "joined " + joined.user().id() + " " + joined.members();
        }
        if (event instanceof Event.Left left) {
            return "left " + left.user().id() + " " + left.members();
        }
        return event instanceof Event.Published published ? "event " + published.event() : event.type();
    }
}
