package org.roomcast.boot;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of the frames that come in, and lets only allowed ones through: masked, not larger than a whole
 * message may be, and no pings without end. The payload of a refused frame is skipped, so that the peer's answer to our close is still seen. Holds
 * at most one unfinished header. Called by one thread at a time.
 */
final class FrameGuard implements ReadHandler {

    /** What a frame can be refused for. */
    enum Offence {
        TOO_LARGE("the frame is larger than max_message_size"),
        UNMASKED("a client must mask its frames"),
        TOO_MANY_PINGS("too many pings");

        private final String reason;

        Offence(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** The opcodes of ping and pong, which are never in parts, with FIN; RFC 6455 section 5.5. */
    private static final byte PING = (byte) 0x89;

    private static final byte PONG = (byte) 0x8A;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_BITS = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BYTES = 4;

    private final ReadHandler next;
    private final int maxFrame;
    private final Consumer<Offence> offended;
    private final Runnable closeCame;
    private final BooleanSupplier pingCame;

    /** The bytes of a header that is not complete yet. */
    private ByteBuffer unfinished = ByteBuffer.allocate(0);
    /** How much of the current frame's payload is still to come. */
    private long payloadLeft;

    private boolean isSkipping;

    /**
     * @param closeCame called when the header of a close frame has come
     * @param pingCame asked when that of a ping or pong has come, whether it may pass
     */
    FrameGuard(
            ReadHandler next, int maxFrame, Consumer<Offence> offended, Runnable closeCame, BooleanSupplier pingCame) {
        this.next = next;
        this.maxFrame = maxFrame;
        this.offended = offended;
        this.closeCame = closeCame;
        this.pingCame = pingCame;
    }

    @Override
    public void handle(ByteBuffer data) {
        ByteBuffer in = joined(data);
        int passFrom = in.position();
        while (true) {
            int step = (int) Math.min(payloadLeft, in.remaining());
            in.position(in.position() + step);
            payloadLeft -= step;
            if (isSkipping) {
                passFrom = in.position();
            }
            if (payloadLeft > 0 || !in.hasRemaining()) {
                pass(in, passFrom, in.position());
                return;
            }
            int header = headerLength(in);
            if (header > in.remaining()) {
                pass(in, passFrom, in.position());
                unfinished = copy(in);
                return;
            }
            Offence offence = begin(in);
            if (offence != null) {
                pass(in, passFrom, in.position());
                in.position(in.position() + header);
                passFrom = in.position();
                offended.accept(offence);
            } else {
                in.position(in.position() + header);
            }
        }
    }

    /** Looks at a complete header without moving on. */
    private @Nullable Offence begin(ByteBuffer in) {
        int at = in.position();
        boolean isMasked = (in.get(at + 1) & MASK_BIT) != 0;
        int length = in.get(at + 1) & LENGTH_BITS;
        if (in.get(at) == CloseHandshake.CLOSE_FRAME) {
            closeCame.run();
        }
        payloadLeft = length;
        if (length == LENGTH_16) {
            payloadLeft = in.getShort(at + 2) & 0xFFFF;
        } else if (length == LENGTH_64) {
            payloadLeft = in.getLong(at + 2);
        }
        boolean isTooLarge = payloadLeft < 0 || payloadLeft > maxFrame;
        payloadLeft = payloadLeft < 0 ? Long.MAX_VALUE : payloadLeft;
        Offence offence = isTooLarge ? Offence.TOO_LARGE : (isMasked ? pingOffence(in.get(at)) : Offence.UNMASKED);
        isSkipping = offence != null;
        return offence;
    }

    private @Nullable Offence pingOffence(byte first) {
        boolean isControl = first == PING || first == PONG;
        return isControl && !pingCame.getAsBoolean() ? Offence.TOO_MANY_PINGS : null;
    }

    /** The header's length in bytes; 2 while it cannot be known. */
    private static int headerLength(ByteBuffer in) {
        if (in.remaining() < 2) {
            return 2;
        }
        int second = in.get(in.position() + 1);
        int length = second & LENGTH_BITS;
        int extended = length == LENGTH_64 ? 8 : (length == LENGTH_16 ? 2 : 0);
        return 2 + extended + ((second & MASK_BIT) != 0 ? MASK_BYTES : 0);
    }

    private void pass(ByteBuffer in, int from, int to) {
        if (to > from) {
            next.handle(in.duplicate().position(from).limit(to));
        }
    }

    private ByteBuffer joined(ByteBuffer data) {
        if (!unfinished.hasRemaining()) {
            return data;
        }
        ByteBuffer both = ByteBuffer.allocate(unfinished.remaining() + data.remaining());
        both.put(unfinished).put(data).flip();
        unfinished = ByteBuffer.allocate(0);
        return both;
    }

    private static ByteBuffer copy(ByteBuffer in) {
        return ByteBuffer.allocate(in.remaining()).put(in).flip();
    }
}
