package org.roomcast.codec;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Member;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/**
 * What the server tells a client: one record per frame type of PROTOCOL.md section 2.2. Immutable. The component names
 * are the field names of the frame, in camel case; null means that the field is left out.
 */
public sealed interface Event {

    /** The frame's type as it travels. */
    String type();

    /** Who somebody is, without contact data; an id of null is written as such. */
    record User(@Nullable String id, String name) {}

    /**
     * What a connection has to keep within; 0 is no limit.
     *
     * @param framesPerMinute frames that it may send
     * @param framesBurst frames that it may send at once
     * @param rooms rooms that it may be in
     * @param outboxFrames frames that may wait for it before it is cut as too slow
     * @param outboxBytes the same in bytes
     */
    record Limits(int framesPerMinute, int framesBurst, int rooms, int outboxFrames, long outboxBytes) {}

    record Welcome(
            ConnectionId connectionId,
            User user,
            boolean authenticated,
            Set<String> roles,
            @Nullable Long tokenTtl,
            long heartbeatInterval,
            long heartbeatTimeout,
            int maxMessageSize,
            Limits limits,
            String endpoint,
            String node,
            String version,
            Instant time)
            implements Event {
        @Override
        public String type() {
            return "welcome";
        }
    }

    record Ack(
            @Nullable FrameId id,
            String action,
            @Nullable RoomName room,
            @Nullable String epoch,
            @Nullable Long offset,
            @Nullable Boolean recovered,
            @Nullable Integer members,
            @Nullable Boolean duplicate,
            @Nullable Integer delivered,
            @Nullable Long tokenTtl)
            implements Event {
        @Override
        public String type() {
            return "ack";
        }

        /** An ack that says no more than that it was done. */
        public static Ack of(@Nullable FrameId id, String action) {
            return new Ack(id, action, null, null, null, null, null, null, null, null);
        }

        public static Ack of(@Nullable FrameId id, String action, RoomName room) {
            return new Ack(id, action, room, null, null, null, null, null, null, null);
        }

        /**
         * The answer to a join.
         *
         * @param position of the room's newest event; null when the room has no history
         * @param recovered whether everything missed follows; null when that was not asked
         */
        public static Ack joined(
                @Nullable FrameId id,
                RoomName room,
                int members,
                @Nullable Position position,
                @Nullable Boolean recovered) {
            return new Ack(
                    id, "join", room, epochOf(position), offsetOf(position), recovered, members, null, null, null);
        }

        /**
         * The answer to a publication.
         *
         * @param position of what was published; null when it is in no history
         * @param delivered to how many connections it was queued; not told of a duplicate, which goes to nobody
         */
        public static Ack published(
                @Nullable FrameId id,
                String action,
                @Nullable RoomName room,
                @Nullable Position position,
                boolean duplicate,
                int delivered) {
            Boolean repeated = duplicate ? true : null;
            Integer readers = duplicate ? null : delivered;
            return new Ack(
                    id, action, room, epochOf(position), offsetOf(position), null, null, repeated, readers, null);
        }

        public static Ack authenticated(@Nullable FrameId id, @Nullable Long tokenTtl) {
            return new Ack(id, "authenticate", null, null, null, null, null, null, null, tokenTtl);
        }

        private static @Nullable String epochOf(@Nullable Position position) {
            return position == null ? null : position.epoch();
        }

        private static @Nullable Long offsetOf(@Nullable Position position) {
            return position == null ? null : position.offset();
        }

        public static Ack delivered(@Nullable FrameId id, String action, @Nullable RoomName room, int delivered) {
            return new Ack(id, action, room, null, null, null, null, null, delivered, null);
        }
    }

    /**
     * The frame {@code error}.
     *
     * @param room which the connection is no longer in; null when the error is about something else
     */
    record Failure(
            @Nullable FrameId id,
            String code,
            String message,
            @Nullable Double retryAfter,
            boolean temporary,
            @Nullable RoomName room)
            implements Event {

        public Failure(
                @Nullable FrameId id, String code, String message, @Nullable Double retryAfter, boolean temporary) {
            this(id, code, message, retryAfter, temporary, null);
        }

        /** The connection has been taken out of a room that its identity does not open any more. */
        public static Failure expelled(RoomName room) {
            ErrorCode code = ErrorCode.FORBIDDEN;
            String message = "The new token does not open this room; you are no longer in it";
            return new Failure(null, code.code(), message, null, code.isTemporary(), room);
        }

        @Override
        public String type() {
            return "error";
        }
    }

    /** The frame {@code event}: a publication as a reader sees it. */
    record Published(
            String event,
            Payload data,
            @Nullable RoomName room,
            @Nullable Position position,
            @Nullable Sender from,
            Instant time)
            implements Event {
        @Override
        public String type() {
            return "event";
        }
    }

    /**
     * A part of a room's history.
     *
     * @param epoch null when the room has no history
     * @param events in the order of their offsets
     * @param complete whether nothing more follows in the direction that was asked for
     */
    record History(
            @Nullable FrameId id, RoomName room, @Nullable String epoch, List<SharedEvent> events, boolean complete)
            implements Event {
        @Override
        public String type() {
            return "history";
        }
    }

    record Joined(RoomName room, User user, int members) implements Event {
        @Override
        public String type() {
            return "joined";
        }
    }

    record Left(RoomName room, User user, int members) implements Event {
        @Override
        public String type() {
            return "left";
        }
    }

    /** The frame {@code presence}; the count may be larger than the list. */
    record Present(@Nullable FrameId id, @Nullable RoomName room, List<Member> users, int count) implements Event {
        @Override
        public String type() {
            return "presence";
        }
    }

    record Ping() implements Event {
        @Override
        public String type() {
            return "ping";
        }
    }

    record Pong(@Nullable FrameId id) implements Event {
        @Override
        public String type() {
            return "pong";
        }
    }

    /** The last frame before the server closes. */
    record Goodbye(String reason, long retryAfter) implements Event {
        @Override
        public String type() {
            return "goodbye";
        }
    }
}
