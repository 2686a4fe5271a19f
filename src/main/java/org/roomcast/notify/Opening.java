package org.roomcast.notify;

import java.util.ArrayList;
import java.util.List;
import org.roomcast.codec.SharedEvent;
import org.roomcast.registry.Connection;

/**
 * A connection that waits for its first list. What is pushed to it while the list is being read is held back, so that
 * the list comes first and nothing is lost: whatever was posted before the reading began is on the list, and whatever
 * was posted later is held and follows it. Some is both; the client tells it by its id. Safe in every thread.
 */
final class Opening {

    /** With more than that the list is read again, which then has them. */
    static final int MAX_HELD = 200;

    private enum State {
        DUE,
        READING,
        DONE
    }

    private final Connection connection;
    private final List<SharedEvent> held = new ArrayList<>();
    private State state = State.DUE;
    private boolean isIncomplete;

    Opening(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** @return whether the list is to be read now, by whoever asks */
    synchronized boolean begin() {
        if (state != State.DUE) {
            return false;
        }
        state = State.READING;
        return true;
    }

    /** @return false when the list is out already, and the event is to be delivered as usual */
    synchronized boolean hold(SharedEvent event) {
        if (state == State.READING && held.size() == MAX_HELD) {
            isIncomplete = true;
        } else if (state == State.READING) {
            held.add(event);
        }
        return state != State.DONE;
    }

    /** Sends the list and then what was held. @return false when the list has to be read again */
    synchronized boolean finish(SharedEvent list) {
        if (isIncomplete) {
            due();
            return false;
        }
        state = State.DONE;
        connection.deliver(list);
        held.forEach(connection::deliver);
        held.clear();
        return true;
    }

    /** Notes that the list could not be read; the next one will have what was held. */
    synchronized void due() {
        state = State.DUE;
        isIncomplete = false;
        held.clear();
    }
}
