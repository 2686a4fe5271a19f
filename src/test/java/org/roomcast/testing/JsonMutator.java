package org.roomcast.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes texts that are nearly JSON, from examples: tokens are exchanged, repeated, dropped and replaced by awkward ones,
 * then single characters are. Immutable.
 */
public final class JsonMutator {

    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[-+0-9.eE]+|true|false|null|\\s+|.", Pattern.DOTALL);
    private static final String ALPHABET = "{}[]\",:\\/u0dD8eE+-.0123456789 tfnb\u0000\u001F\uD83D\uDE00\uFEFFü\n";

    /** What readers trip over: numbers that are too much, halves of pairs, keys of the protocol where none belong. */
    private static final String[] AWKWARD = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "false",
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "NaN",
        "1e1000000000",
        "-1e-1000000000",
        "1E+308",
        "1e309",
        "5e-324",
        "1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "0.1e1",
        "1.0",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\u0000\"",
        "\"\uD800\"",
        "\"type\"",
        "\"room\"",
        "\"id\"",
        "\"data\"",
        "\"to\"",
        "\"users\"",
        "\"frames\"",
        "\"since\"",
        "\"offset\"",
        "\"epoch\"",
        "\"event\"",
        "\"key\"",
        "\"limit\"",
        "\"before\"",
        "\"token\"",
        "\"notification\"",
        "\"all\"",
        "\"publish\"",
        "\"batch\"",
        "\"join\"",
        "\"history\"",
        "\"authenticate\"",
        "\"system.x\"",
        "\"private.a\"",
        "/* */",
        "//",
        "'",
        "\uFEFF",
        "\u2028"
    };

    private final List<List<String>> examples;

    /** @param examples right or wrong JSON texts */
    public JsonMutator(List<String> examples) {
        this.examples = examples.stream().map(JsonMutator::tokens).toList();
    }

    /** From the client's frames of the wire vectors, good and bad. */
    public static JsonMutator ofWireVectors() {
        List<String> texts = new ArrayList<>();
        for (String folder : List.of("/wire/client", "/wire/bad")) {
            texts.addAll(texts(folder));
        }
        return new JsonMutator(
                texts.stream().filter(text -> text.length() < 1_000).toList());
    }

    /** The files of a folder of the test resources. */
    public static List<String> texts(String folder) {
        try (Stream<Path> files =
                Files.list(Path.of(JsonMutator.class.getResource(folder).toURI()))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file).strip());
            }
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException noFolder) {
            throw new IllegalArgumentException(folder, noFolder);
        }
    }

    public String next(SplittableRandom random) {
        List<String> tokens = new ArrayList<>(example(random));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            changeToken(tokens, random);
        }
        StringBuilder text = new StringBuilder(256);
        tokens.forEach(text::append);
        for (int changes = random.nextInt(3); changes > 0 && text.length() > 1; changes--) {
            changeCharacter(text, random);
        }
        if (random.nextInt(5_000) == 0) {
            nest(text, random);
        }
        return text.toString();
    }

    private List<String> example(SplittableRandom random) {
        return examples.get(random.nextInt(examples.size()));
    }

    private void changeToken(List<String> tokens, SplittableRandom random) {
        if (tokens.isEmpty()) {
            tokens.add(awkward(random));
            return;
        }
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(7)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.set(at, awkward(random));
            case 2 -> tokens.add(at, awkward(random));
            case 3 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 4 -> {
                List<String> slice =
                        List.copyOf(tokens.subList(at, Math.min(tokens.size(), at + 1 + random.nextInt(9))));
                tokens.addAll(random.nextInt(tokens.size()), slice);
            }
            case 5 -> {
                List<String> other = example(random);
                int from = random.nextInt(other.size());
                tokens.addAll(at, other.subList(from, Math.min(other.size(), from + 1 + random.nextInt(9))));
            }
            default -> tokens.set(at, longText(tokens.get(at), random));
        }
    }

    private static void changeCharacter(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(5)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.setCharAt(at, c);
            case 2 -> text.insert(at, c);
            case 3 -> text.setCharAt(at, (char) random.nextInt(Character.MAX_VALUE + 1));
            default -> text.setLength(at + 1);
        }
    }

    private static void nest(StringBuilder text, SplittableRandom random) {
        int depth = 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000);
        String opening = random.nextBoolean() ? "[" : "{\"a\":";
        text.insert(0, opening.repeat(depth));
        if (random.nextBoolean()) {
            text.append((opening.equals("[") ? "]" : "}").repeat(depth));
        }
    }

    private static String longText(String token, SplittableRandom random) {
        return random.nextInt(20) == 0 ? "\"" + "x".repeat(random.nextInt(6_000)) + "\"" : token + token;
    }

    private static String awkward(SplittableRandom random) {
        return AWKWARD[random.nextInt(AWKWARD.length)];
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
