package org.roomcast.codec;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Position;
import org.roomcast.model.ProtocolException;

/**
 * Frames as Server-Sent Events (WHATWG HTML, section 9.2): the {@code data} of each is the frame of the JSON dialect. The
 * {@code id} is the position up to which the reader has everything, so that a browser resumes by itself. Writes only;
 * stateless and safe in every thread.
 */
public final class EventStreamCodec implements WireCodec {

    /** The one that all share, so that an event is written once. */
    public static final EventStreamCodec INSTANCE = new EventStreamCodec();

    /** A line that readers ignore, which keeps proxies from cutting a quiet stream. */
    public static final String COMMENT = ": ping\n\n";

    private static final int MILLIS = 1000;

    private static final Set<Integer> TOLD_OTHERWISE =
            Set.of(Disconnect.SERVER_FULL.code(), Disconnect.TOO_MANY_CONNECTIONS.code(), Disconnect.RESTARTING.code());

    private EventStreamCodec() {}

    /**
     * Reads a position as this codec writes it.
     *
     * @throws ProtocolException {@code bad_frame} when it is none
     */
    public static Position position(String id) {
        int colon = id.lastIndexOf(':');
        try {
            long offset = Long.parseLong(id.substring(colon + 1));
            if (colon > 0 && colon <= Position.MAX_EPOCH && offset >= 0) {
                return new Position(id.substring(0, colon), offset);
            }
        } catch (NumberFormatException notAnOffset) {
            throw new ProtocolException(ErrorCode.BAD_FRAME, "Last-Event-ID must be epoch:offset");
        }
        throw new ProtocolException(ErrorCode.BAD_FRAME, "Last-Event-ID must be epoch:offset");
    }

    @Override
    public String subprotocol() {
        return "";
    }

    @Override
    public Command decode(String text) {
        return new Command.Malformed(null, ProtocolException.badFrame("A stream of events takes no frames"));
    }

    @Override
    public Frame encode(Event event) {
        StringBuilder text = new StringBuilder();
        Position reached = reachedBy(event);
        if (reached != null) {
            text.append("id: ")
                    .append(reached.epoch())
                    .append(':')
                    .append(reached.offset())
                    .append('\n');
        }
        if (event instanceof Event.Goodbye goodbye) {
            text.append("retry: ").append(goodbye.retryAfter() * MILLIS).append('\n');
        }
        String json = JsonCodec.INSTANCE.encode(event).text();
        return Frame.of(text.append("data: ").append(json).append("\n\n").toString());
    }

    /** Nothing for who has no place, which is answered by a status, nor at a restart, which {@code goodbye} tells of. */
    @Override
    public @Nullable Frame last(Frame.Close status) {
        if (TOLD_OTHERWISE.contains(status.code())) {
            return null;
        }
        return Frame.of("event: close\ndata: " + JsonCodec.typed("close", Json.write(status)) + "\n\n");
    }

    @Override
    public String batch(List<Frame> frames) {
        return frames.stream().map(Frame::text).collect(Collectors.joining());
    }

    /** The answer to a resumed join is not yet a place: what was missed follows it. */
    private static @Nullable Position reachedBy(Event event) {
        if (event instanceof Event.Published published) {
            return published.position();
        }
        if (event instanceof Event.Ack ack && ack.epoch() != null && ack.offset() != null) {
            return Boolean.TRUE.equals(ack.recovered()) ? null : new Position(ack.epoch(), ack.offset());
        }
        return null;
    }
}
