package org.roomcast.codec;

import org.junit.jupiter.api.Test;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.testing.Fuzz;
import org.roomcast.testing.JsonMutator;

class DecoderFuzzTest {

    private static final JsonMutator FRAMES = JsonMutator.ofWireVectors();

    private final JsonCodec codec = new JsonCodec();

    @Test
    void noTextMakesTheDecoderThrowAndWhatItTakesIsJsonAgain() {
        Fuzz.feed("the decoder", 3_000_000, FRAMES::next, text -> {
            Command command = codec.decode(text);
            boolean isSound = command instanceof Command.Publish publish
                    ? isReadable(publish.data())
                    : !(command instanceof Command.Custom custom) || isReadable(custom.frame());
            if (!isSound) {
                throw new AssertionError("What was taken is no JSON");
            }
        });
    }

    /** What comes out goes into other clients' frames as it is. */
    private static boolean isReadable(Payload payload) {
        try {
            return StrictJson.parse(payload.json()) != null;
        } catch (ProtocolException notJson) {
            return false;
        }
    }
}
