package org.roomcast.boot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Guided by coverage when {@code JAZZER_FUZZ} is set (CONTRIBUTING.md); otherwise the kept inputs alone. */
@Tag("jazzer")
class FrameGuardJazzerTest {

    @FuzzTest(maxDuration = "5m")
    void guards(byte[] input) {
        FrameGuardFuzzTest.assertSameHoweverCut(input);
    }
}
