package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecodeFuzzTest {

    private static final List<String> FRAMES = List.of(
            "{\"type\":\"publish\",\"id\":\"a-1\",\"room\":\"lobby\",\"data\":{\"x\":-1.5e3,\"p\":[1,[2,{\"d\":null}]]},\"echo\":false}",
            "{\"type\":\"batch\",\"frames\":[{\"type\":\"join\",\"id\":1,\"room\":\"a\"},{\"type\":\"ping\"}]}",
            "{\"type\":\"send\",\"id\":0e5,\"to\":{\"users\":[\"bob\",\"\\ud83d\\ude00\"]},\"data\":\"psst 😀\"}");
    private static final String ALPHABET = "{}[]\",:\\u0dD8eE+-.0123456789 tfn\u0000\uD83D\uDE00ü\n";

    private final JsonCodec codec = new JsonCodec();

    @Test
    void noTextMakesTheReaderThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String text = mutated(FRAMES.get(random.nextInt(FRAMES.size())), random);
            try {
                assertThat(codec.decode(text)).isNotNull();
            } catch (RuntimeException | StackOverflowError thrown) {
                throw new AssertionError("seed " + seed + ": " + text, thrown);
            }
        }
    }

    private static String mutated(String frame, Random random) {
        StringBuilder text = new StringBuilder(frame);
        for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 1; changes--) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, c);
                case 2 -> text.insert(at, c);
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(12))));
                default -> text.setLength(at + 1);
            }
        }
        return text.toString();
    }
}
