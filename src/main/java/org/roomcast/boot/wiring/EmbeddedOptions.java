package org.roomcast.boot.wiring;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program that embeds the server tells it; absent on an application server. Immutable.
 *
 * @param settings settings that win over all other sources
 * @param file the settings file; null for the default one
 * @param readSurroundings whether the file, the environment and the system properties are read at all
 */
public record EmbeddedOptions(
        Map<String, String> settings, @Nullable Path file, boolean readSurroundings) {

    public EmbeddedOptions {
        settings = Map.copyOf(settings);
    }

    /** Settings may be secret. */
    @Override
    public String toString() {
        return "EmbeddedOptions[" + settings.size() + " settings]";
    }
}
