package org.roomcast.boot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.FrameMutator;
import org.roomcast.testing.Fuzz;

class FrameGuardFuzzTest {

    private static final int MAX = 65_536;

    /** What came through, and what the guard said. */
    private static final class Seen {
        private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        private final StringBuilder said = new StringBuilder();
        private final FrameGuard guard = new FrameGuard(
                this::pass,
                MAX,
                offence -> said.append(offence).append(' '),
                () -> said.append("close "),
                () -> said.append("ping ").length() % 3 != 0);

        private void pass(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            passed.writeBytes(bytes);
        }
    }

    @Test
    void whatComesThroughDoesNotDependOnHowTheNetworkCutsIt() {
        Fuzz.feed("the frame guard", 3_000_000, FrameMutator::next, FrameGuardFuzzTest::assertSameHoweverCut);
    }

    static void assertSameHoweverCut(byte[] bytes) {
        Seen whole = new Seen();
        whole.guard.handle(ByteBuffer.wrap(bytes));
        Seen cut = new Seen();
        SplittableRandom cuts = new SplittableRandom(bytes.length);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + cuts.nextInt(cuts.nextBoolean() ? 3 : 300));
            cut.guard.handle(ByteBuffer.wrap(bytes, at, length));
            at += length;
        }
        if (cut.said.compareTo(whole.said) != 0 || whole.passed.size() > bytes.length) {
            throw new AssertionError("\"" + whole.said + "\" became \"" + cut.said + "\"");
        }
        if (!Arrays.equals(cut.passed.toByteArray(), whole.passed.toByteArray())) {
            throw new AssertionError(Arrays.toString(whole.passed.toByteArray()) + " became "
                    + Arrays.toString(cut.passed.toByteArray()));
        }
    }
}
