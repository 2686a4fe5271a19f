package org.roomcast.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.roomcast.model.ProtocolException;

/** Guided by coverage when {@code JAZZER_FUZZ} is set (CONTRIBUTING.md); otherwise the kept inputs alone. */
@Tag("jazzer")
class DecoderJazzerTest {

    @FuzzTest(maxDuration = "5m")
    void decodes(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (JsonCodec.INSTANCE.decode(text) instanceof Command.Publish publish) {
            StrictJson.parse(publish.data().json());
        }
        try {
            JsonFields.parseArray(text, 1000);
        } catch (ProtocolException refused) {
            if (refused.text().isBlank()) {
                throw new IllegalStateException("A refusal says nothing", refused);
            }
        }
    }
}
