package org.roomcast.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A file of API keys: a line each, {@code name:sha256:HEX} and perhaps {@code expires=…}; empty lines and those that begin
 * with {@code #} count for nothing. Immutable.
 */
public record KeyFile(Path path) {

    /** More keys than anybody has: each request that shows one is compared with all of them. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** What the file holds; nothing when it is not there. @throws IOException when it cannot be read */
    String text() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException deleted) {
            return "";
        }
    }

    /**
     * The keys of a text beside those of the configuration. A line that is no key, or has the name of an earlier one,
     * counts for nothing.
     *
     * @param wrong is told of such a line: its number and what is wrong, never what it holds
     */
    ApiKeys read(String text, ApiKeys beside, Consumer<String> wrong) {
        Map<String, ApiKey> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                put(ApiKey.ofLine(line), keys, beside);
            } catch (IllegalArgumentException notAKey) {
                wrong.accept("line " + number + " of " + path + " " + notAKey.getMessage());
            }
        }
        return beside.with(keys.values());
    }

    private static void put(ApiKey key, Map<String, ApiKey> keys, ApiKeys beside) {
        if (beside.has(key.name()) || keys.containsKey(key.name())) {
            throw new IllegalArgumentException("names the key \"" + key.name() + "\" twice");
        }
        keys.put(key.name(), key);
    }
}
