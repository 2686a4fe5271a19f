package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.roomcast.boot.FrameGuard.Offence;

class FrameGuardTest {

    private static final int MAX = 70_000;
    private static final int UNMASKED_BIT = 0;
    private static final int MASK_BIT = 0x80;

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final List<Offence> offences = new ArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();
    private int pings = Integer.MAX_VALUE;
    private final FrameGuard guard =
            new FrameGuard(this::pass, MAX, offences::add, closes::incrementAndGet, () -> --pings >= 0);

    @Test
    void frameOfEachKindOfLengthPasses() {
        for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, MAX}) {
            byte[] frame = frame(length, MASK_BIT);
            guard.handle(ByteBuffer.wrap(frame));
            assertPassed(frame);
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void framesSplitAtEveryBytePassUnchanged() {
        for (int length : new int[] {0, 5, 125, 126, 300}) {
            byte[] both = joined(frame(length, MASK_BIT), frame(3, MASK_BIT));
            for (int cut = 0; cut <= both.length; cut++) {
                guard.handle(ByteBuffer.wrap(both, 0, cut));
                guard.handle(ByteBuffer.wrap(both, cut, both.length - cut));
                assertPassed(both);
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void aLongHeaderSplitAtEveryBytePassesUnchanged() {
        byte[] both = joined(frame(66_000, MASK_BIT), frame(3, MASK_BIT));
        for (int cut = 0; cut <= 20; cut++) {
            guard.handle(ByteBuffer.wrap(both, 0, cut));
            guard.handle(ByteBuffer.wrap(both, cut, both.length - cut));
            assertPassed(both);
        }
    }

    @Test
    void framesThatComeByteByBytePassUnchanged() {
        byte[] bytes = joined(frame(0, MASK_BIT), frame(126, MASK_BIT), frame(66_000, MASK_BIT), frame(7, MASK_BIT));
        for (byte b : bytes) {
            guard.handle(ByteBuffer.wrap(new byte[] {b}));
        }
        assertPassed(bytes);
    }

    @Test
    void manyFramesInOneBufferPassUnchanged() {
        byte[] frames = new byte[0];
        for (int i = 0; i < 50; i++) {
            frames = joined(frames, frame(i * 7, MASK_BIT));
        }
        guard.handle(ByteBuffer.wrap(frames));
        assertPassed(frames);
        assertThat(offences).isEmpty();
    }

    @Test
    void framesCutAtRandomPassUnchanged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] frames = new byte[0];
            for (int i = 0; i < 6; i++) {
                frames = joined(frames, frame(random.nextInt(400), MASK_BIT));
            }
            for (int at = 0; at < frames.length; ) {
                int step = Math.min(frames.length - at, random.nextInt(40));
                guard.handle(ByteBuffer.wrap(frames, at, step));
                at += step;
            }
            assertThat(passed.toByteArray()).as("seed %d", seed).isEqualTo(frames);
            passed.reset();
        }
    }

    @Test
    void aReadOnlyBufferWithAnOffsetPasses() {
        byte[] frame = frame(10, MASK_BIT);
        byte[] padded = joined(new byte[] {9, 9, 9}, frame, new byte[] {9});
        guard.handle(ByteBuffer.wrap(padded, 3, frame.length).slice().asReadOnlyBuffer());
        assertPassed(frame);
    }

    @Test
    void anOversizedFrameIsSkippedAndTheNextOnePasses() {
        byte[] next = frame(5, MASK_BIT);
        guard.handle(ByteBuffer.wrap(joined(frame(MAX + 1, MASK_BIT), next)));
        assertThat(offences).containsExactly(Offence.TOO_LARGE);
        assertPassed(next);
    }

    @Test
    void anOversizedFrameIsOneOffenceHoweverItIsCut() {
        byte[] before = frame(4, MASK_BIT);
        byte[] large = frame(MAX + 1, MASK_BIT);
        byte[] next = frame(5, MASK_BIT);
        byte[] all = joined(before, large, next);
        for (int cut :
                new int[] {1, 9, 10, 11, 14, 17, 20, 24, 25, 40_000, all.length - 11, all.length - 6, all.length - 1}) {
            guard.handle(ByteBuffer.wrap(all, 0, cut));
            guard.handle(ByteBuffer.wrap(all, cut, all.length - cut));
            assertThat(offences).as("cut at " + cut).containsExactly(Offence.TOO_LARGE);
            assertPassed(joined(before, next));
            offences.clear();
        }
    }

    @Test
    void twoOversizedFramesAreTwoOffences() {
        byte[] large = frame(MAX + 1, MASK_BIT);
        guard.handle(ByteBuffer.wrap(joined(large, large)));
        assertThat(offences).containsExactly(Offence.TOO_LARGE, Offence.TOO_LARGE);
        assertPassed(new byte[0]);
    }

    @Test
    void anUnmaskedFrameIsRefusedAndTheNextOnePasses() {
        byte[] next = frame(5, MASK_BIT);
        guard.handle(ByteBuffer.wrap(joined(frame(5, UNMASKED_BIT), frame(0, UNMASKED_BIT), next)));
        assertThat(offences).containsExactly(Offence.UNMASKED, Offence.UNMASKED);
        assertPassed(next);
    }

    @Test
    void anUnmaskedFrameIsOneOffenceHoweverItIsCut() {
        byte[] next = frame(5, MASK_BIT);
        byte[] both = joined(frame(200, UNMASKED_BIT), next);
        for (int cut = 0; cut <= both.length; cut++) {
            guard.handle(ByteBuffer.wrap(both, 0, cut));
            guard.handle(ByteBuffer.wrap(both, cut, both.length - cut));
            assertThat(offences).containsExactly(Offence.UNMASKED);
            assertPassed(next);
            offences.clear();
        }
    }

    @Test
    void aLengthWithItsTopBitSetIsTooLargeAndNothingAfterItPasses() {
        ByteBuffer header = ByteBuffer.allocate(14);
        header.put((byte) 0x82)
                .put((byte) (MASK_BIT | 127))
                .putLong(Long.MIN_VALUE)
                .putInt(0)
                .flip();
        guard.handle(header);
        guard.handle(ByteBuffer.wrap(new byte[100_000]));
        guard.handle(ByteBuffer.wrap(frame(5, MASK_BIT)));
        assertThat(offences).containsExactly(Offence.TOO_LARGE);
        assertPassed(new byte[0]);
    }

    @Test
    void theLargestPositiveLengthIsTooLargeToo() {
        ByteBuffer header = ByteBuffer.allocate(14);
        header.put((byte) 0x82)
                .put((byte) (MASK_BIT | 127))
                .putLong(Long.MAX_VALUE)
                .putInt(0)
                .flip();
        guard.handle(header);
        guard.handle(ByteBuffer.wrap(new byte[1_000]));
        assertThat(offences).containsExactly(Offence.TOO_LARGE);
        assertPassed(new byte[0]);
    }

    @Test
    void aCloseFrameIsNoticedOnceHoweverItIsCutAndPasses() {
        byte[] close = frame(2, MASK_BIT);
        close[0] = (byte) 0x88;
        byte[] both = joined(frame(5, MASK_BIT), close);
        for (int cut = 0; cut <= both.length; cut++) {
            closes.set(0);
            guard.handle(ByteBuffer.wrap(both, 0, cut));
            guard.handle(ByteBuffer.wrap(both, cut, both.length - cut));
            assertThat(closes).hasValue(1);
            assertPassed(both);
        }
    }

    @Test
    void aPayloadThatLooksLikeACloseFrameIsNone() {
        byte[] frame = frame(20, MASK_BIT);
        java.util.Arrays.fill(frame, 6, 26, (byte) 0x88);
        guard.handle(ByteBuffer.wrap(frame));
        assertThat(closes).hasValue(0);
        assertPassed(frame);
    }

    @Test
    void pingsAndPongsPassAsLongAsTheyMayAndOtherFramesAlways() {
        pings = 2;
        byte[] ping = frame(3, MASK_BIT);
        ping[0] = (byte) 0x89;
        byte[] pong = frame(0, MASK_BIT);
        pong[0] = (byte) 0x8A;
        byte[] text = frame(5, MASK_BIT);
        guard.handle(ByteBuffer.wrap(joined(ping, pong, text)));
        assertPassed(joined(ping, pong, text));
        assertThat(offences).isEmpty();
        guard.handle(ByteBuffer.wrap(joined(pong, text, ping)));
        assertPassed(text);
        assertThat(offences).containsExactly(Offence.TOO_MANY_PINGS, Offence.TOO_MANY_PINGS);
    }

    @Test
    void anEmptyBufferIsNothing() {
        guard.handle(ByteBuffer.allocate(0));
        assertPassed(new byte[0]);
        assertThat(offences).isEmpty();
    }

    @Test
    void offencesSayWhatTheyAre() {
        assertThat(Offence.TOO_LARGE.reason()).contains("max_message_size");
        assertThat(Offence.UNMASKED.reason()).contains("mask");
        assertThat(Offence.TOO_MANY_PINGS.reason()).contains("pings");
    }

    private void pass(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        passed.writeBytes(bytes);
    }

    private void assertPassed(byte[] bytes) {
        assertThat(passed.toByteArray()).isEqualTo(bytes);
        passed.reset();
    }

    private static byte[] frame(int length, int maskBit) {
        ByteBuffer frame = ByteBuffer.allocate(length + 14);
        frame.put((byte) 0x81);
        if (length < 126) {
            frame.put((byte) (maskBit | length));
        } else if (length < 65_536) {
            frame.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(length);
        }
        if (maskBit != 0) {
            frame.putInt(0x8182_8384);
        }
        for (int i = 0; i < length; i++) {
            frame.put((byte) (i * 31 + length));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
