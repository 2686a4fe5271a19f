package org.roomcast.boot.wiring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingSources;
import org.roomcast.config.Settings;

/** Reads the settings from all places of this server, in the order of docs/CONFIGURATION.md. */
final class SettingsLoader {

    private SettingsLoader() {}

    /**
     * @param embedded what the program around the server says; null on an application server
     * @throws SettingException when a setting is not what it must be
     */
    static Settings load(@Nullable EmbeddedOptions embedded) {
        EmbeddedOptions options = embedded == null ? new EmbeddedOptions(Map.of(), null, true) : embedded;
        SettingSources sources = new SettingSources();
        if (options.readSurroundings()) {
            sources.file(options.file());
            ServerConfiguration.addTo(sources);
            sources.environment(System.getenv()).systemProperties(System.getProperties());
        }
        return sources.overrides(options.settings()).read();
    }
}
