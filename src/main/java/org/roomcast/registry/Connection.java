package org.roomcast.registry;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Event;
import org.roomcast.codec.Frame;
import org.roomcast.codec.SharedEvent;
import org.roomcast.delivery.Outbox;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * One peer of the server: who it is, how it came in, the rooms it is in, and the queue that leads to it. Safe in every
 * thread. Made by {@link SessionRegistry#open}.
 */
public final class Connection implements Subscriber {

    private final ConnectionId id;
    private final Handshake handshake;
    private final Instant connectedSince;
    private final Outbox outbox;
    private final Vitals vitals;
    private final ConnectionEnd end;
    private final Set<RoomName> rooms = new TreeSet<>();

    private volatile Identity identity;
    private volatile ReadyState readyState = ReadyState.OPEN;

    Connection(
            ConnectionId id,
            Identity identity,
            Handshake handshake,
            Instant connectedSince,
            Outbox outbox,
            LongSupplier nanoTime,
            ConnectionEnd end) {
        this.id = id;
        this.identity = identity;
        this.handshake = handshake;
        this.connectedSince = connectedSince;
        this.outbox = outbox;
        this.vitals = new Vitals(nanoTime);
        this.end = end;
    }

    @Override
    public ConnectionId id() {
        return id;
    }

    @Override
    public Identity identity() {
        return identity;
    }

    /** How the connection came in: endpoint, path, headers, query, address. */
    public Handshake handshake() {
        return handshake;
    }

    public Instant connectedSince() {
        return connectedSince;
    }

    public ReadyState readyState() {
        return readyState;
    }

    /** The rooms it is in now, sorted; a copy. */
    public List<RoomName> rooms() {
        synchronized (rooms) {
            return List.copyOf(rooms);
        }
    }

    public boolean isIn(RoomName room) {
        synchronized (rooms) {
            return rooms.contains(room);
        }
    }

    /** The connection as the author of a publication. */
    public Sender asSender() {
        Identity who = identity;
        return new Sender(who.id(), who.name(), id);
    }

    /** How many frames wait for the peer. */
    public int queuedFrames() {
        return outbox.queuedFrames();
    }

    /** How many bytes wait for the peer. */
    public long queuedBytes() {
        return outbox.queuedBytes();
    }

    @Override
    public boolean deliver(SharedEvent event) {
        if (readyState != ReadyState.OPEN) {
            return false;
        }
        if (outbox.offer(event.frameFor(outbox.codec()))) {
            return true;
        }
        disconnect(Disconnect.TOO_SLOW);
        return false;
    }

    /** Queues an event for this connection alone. */
    public boolean deliver(Event event) {
        return deliver(new SharedEvent(event));
    }

    @Override
    public boolean hasRoom() {
        return outbox.hasRoom();
    }

    @Override
    public void whenRoom(Runnable task) {
        outbox.whenRoom(task);
    }

    @Override
    public void disconnect(Disconnect why) {
        disconnect(why, null);
    }

    /**
     * Ends the connection: it leaves its rooms, what is queued goes out (unless the reader is too slow or gone), and then
     * it is closed. A second call does nothing. Does not block.
     *
     * @param reason for the close frame; null for the usual one
     */
    public void disconnect(Disconnect why, @Nullable String reason) {
        String text = reason == null ? why.reason() : Frame.Close.cut(reason);
        if (!end(why.code(), text)) {
            return;
        }
        Frame.Close status = new Frame.Close(why.code(), text);
        if (why == Disconnect.TOO_SLOW || why == Disconnect.HEARTBEAT_MISSED) {
            outbox.abort(status);
        } else {
            outbox.close(status);
        }
    }

    /** Notes that something has come from the peer. */
    public void heard() {
        vitals.heard();
    }

    Vitals vitals() {
        return vitals;
    }

    /** How long the message that is on its way to the peer has been so, in nanoseconds; 0 when there is none. */
    public long stalledNanos() {
        return outbox.stalledNanos();
    }

    void ping() {
        outbox.ping();
    }

    /** Closes without waiting for what is queued. */
    void abort(Disconnect why) {
        outbox.abort(new Frame.Close(why.code(), why.reason()));
    }

    /** @return false when the connection is ending: its identity stays what it was */
    boolean become(Identity other) {
        synchronized (rooms) {
            if (readyState != ReadyState.OPEN) {
                return false;
            }
            identity = other;
            return true;
        }
    }

    /** Marks the connection as ended by the container. @return whether it was open until now */
    boolean closed(int code, String reason) {
        boolean wasOpen = end(code, reason);
        readyState = ReadyState.CLOSED;
        outbox.abort(new Frame.Close(Disconnect.NORMAL.code(), Disconnect.NORMAL.reason()));
        return wasOpen;
    }

    /**
     * Notes the room.
     *
     * @param max the most rooms; 0 for no limit
     * @return false when it was noted already
     * @throws ProtocolException when the connection is ending or is in too many rooms
     */
    boolean enter(RoomName room, int max) {
        synchronized (rooms) {
            if (readyState != ReadyState.OPEN) {
                throw new ProtocolException(ErrorCode.NOT_FOUND, "The connection has ended");
            }
            if (max > 0 && rooms.size() >= max && !rooms.contains(room)) {
                throw new ProtocolException(
                        ErrorCode.TOO_MANY_ROOMS, "A connection may be in " + max + " rooms; leave one first");
            }
            return rooms.add(room);
        }
    }

    boolean exit(RoomName room) {
        synchronized (rooms) {
            return rooms.remove(room);
        }
    }

    private boolean end(int code, String reason) {
        synchronized (rooms) {
            if (readyState != ReadyState.OPEN) {
                return false;
            }
            readyState = ReadyState.CLOSING;
            vitals.closing();
        }
        end.ended(this, code, reason);
        return true;
    }

    @Override
    public String toString() {
        return "Connection[" + id + ", " + handshake.endpoint() + ", " + readyState + "]";
    }
}
