package org.roomcast.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;

/**
 * What a client asks: one record per frame type of PROTOCOL.md section 2.1. Immutable. {@link #applyTo} dispatches, so
 * that a new command does not compile until every {@link CommandHandler} takes it.
 */
public sealed interface Command {

    /** The id that the answer carries; null when the client gave none. */
    @Nullable FrameId id();

    /** The frame's type as it travels. */
    String type();

    /** Calls the one method of {@code handler} that is for this command. */
    void applyTo(CommandHandler handler);

    record Authenticate(@Nullable FrameId id, String token) implements Command {
        @Override
        public String type() {
            return "authenticate";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.authenticate(this);
        }

        /** The token stays out of logs. */
        @Override
        public String toString() {
            return "Authenticate[id=" + id + "]";
        }
    }

    /**
     * @param since the last position that the client has processed; null when it starts anew
     * @param history how many recent events are wanted
     */
    record Join(
            @Nullable FrameId id, RoomName room, @Nullable Position since, int history) implements Command {
        @Override
        public String type() {
            return "join";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.join(this);
        }
    }

    record Leave(@Nullable FrameId id, RoomName room) implements Command {
        @Override
        public String type() {
            return "leave";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.leave(this);
        }
    }

    /** At most one of {@code since} and {@code before} is set, both offsets; with neither, the newest events are meant. */
    record History(
            @Nullable FrameId id,
            RoomName room,
            @Nullable Long since,
            @Nullable Long before,
            int limit) implements Command {

        /** How many events a client gets that does not say. */
        public static final int DEFAULT_LIMIT = 50;
        /** The most events of one answer, PROTOCOL.md section 2.1. */
        public static final int MAX_LIMIT = 500;

        @Override
        public String type() {
            return "history";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.history(this);
        }
    }

    record Publish(
            @Nullable FrameId id,
            RoomName room,
            String event,
            Payload data,
            boolean echo,
            boolean ephemeral,
            @Nullable String key)
            implements Command {
        @Override
        public String type() {
            return "publish";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.publish(this);
        }
    }

    /** Exactly one of {@code connection} and {@code users} is set; a single user is a list of one. */
    record Send(
            @Nullable FrameId id,
            @Nullable ConnectionId connection,
            @Nullable List<String> users,
            String event,
            Payload data)
            implements Command {
        @Override
        public String type() {
            return "send";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.send(this);
        }
    }

    record Broadcast(@Nullable FrameId id, @Nullable RoomName room, String event, Payload data) implements Command {
        @Override
        public String type() {
            return "broadcast";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.broadcast(this);
        }
    }

    record Presence(@Nullable FrameId id, @Nullable RoomName room) implements Command {
        @Override
        public String type() {
            return "presence";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.presence(this);
        }
    }

    /** A notification of null means all of them. */
    record MarkRead(@Nullable FrameId id, @Nullable String notification) implements Command {
        @Override
        public String type() {
            return "mark_read";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.markRead(this);
        }
    }

    /** Exactly one of {@code connection} and {@code user} is set. */
    record Disconnect(
            @Nullable FrameId id,
            @Nullable ConnectionId connection,
            @Nullable String user,
            @Nullable String reason) implements Command {
        @Override
        public String type() {
            return "disconnect";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.disconnect(this);
        }
    }

    record Ping(@Nullable FrameId id) implements Command {
        @Override
        public String type() {
            return "ping";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.ping(this);
        }
    }

    record Pong(@Nullable FrameId id) implements Command {
        @Override
        public String type() {
            return "pong";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.pong(this);
        }
    }

    record Batch(@Nullable FrameId id, List<Command> commands) implements Command {
        @Override
        public String type() {
            return "batch";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.batch(this);
        }
    }

    /** A type that the protocol does not know: an application's own, or nobody's. */
    record Custom(@Nullable FrameId id, String type, Payload frame) implements Command {
        @Override
        public void applyTo(CommandHandler handler) {
            handler.custom(this);
        }
    }

    /** A frame that could not be read; its id is there when that much could. */
    record Malformed(@Nullable FrameId id, ProtocolException why) implements Command {
        @Override
        public String type() {
            return "malformed";
        }

        @Override
        public void applyTo(CommandHandler handler) {
            handler.malformed(this);
        }
    }
}
