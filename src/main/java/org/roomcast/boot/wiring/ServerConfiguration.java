package org.roomcast.boot.wiring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.SettingSources;
import org.roomcast.model.SafeLog;

/**
 * Reads the server's MicroProfile Config, where it has one: WildFly and Payara do. The only class that knows that API;
 * elsewhere its absence is noticed here.
 */
final class ServerConfiguration {

    private static final Logger LOG = SafeLog.of(ServerConfiguration.class);

    private ServerConfiguration() {}

    /**
     * Adds what the server's configuration says; nothing where there is none.
     *
     * @throws SettingException when it has a setting that does not exist, or cannot tell a value
     */
    static void addTo(SettingSources sources) {
        Config config;
        try {
            config = ConfigProvider.getConfig();
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            // no API, or no implementation behind it
            LOG.log(Level.DEBUG, "There is no MicroProfile Config here: {0}", absent.toString());
            return;
        }
        sources.server(namesIn(config), name -> valueOf(config, name));
    }

    /** An expression in a value, such as <code>${vault.entry}</code>, may lead nowhere. */
    private static Optional<String> valueOf(Config config, String name) {
        try {
            return config.getOptionalValue(name, String.class);
        } catch (IllegalArgumentException | NoSuchElementException broken) {
            throw new SettingException(
                    name + " has a value in the server's MicroProfile Config that cannot be resolved");
        }
    }

    /** Whether it is how the server calls an environment variable, which we read ourselves under its right name. */
    private static boolean isVariable(String name) {
        String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return System.getenv(variable) != null;
    }

    /**
     * Source by source, since {@link Config#getPropertyNames} may hold names that an implementation made up from
     * environment variables: {@code roomcast.auth.api.keys} from {@code ROOMCAST_AUTH_API_KEYS}.
     */
    private static Set<String> namesIn(Config config) {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            source.getPropertyNames().stream()
                    .filter(name -> name.startsWith(SettingKeys.PREFIX))
                    .filter(name -> !isVariable(name))
                    .forEach(names::add);
        }
        return names;
    }
}
