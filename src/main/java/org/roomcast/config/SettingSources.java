package org.roomcast.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings from where they may stand. Later ones win: the file, an application server's configuration,
 * the environment, the system properties, what the program itself sets. A key that does not exist stops the start.
 */
public final class SettingSources {

    /** Read when no other file is named and it is there. */
    public static final String DEFAULT_FILE = "roomcast.properties";

    /** Not settings: our own start script's, and what Kubernetes sets for a service that is called roomcast. */
    private static final Pattern FOREIGN_VARIABLE =
            Pattern.compile("ROOMCAST_(JAVA_OPTS|SERVICE_.*|PORT|PORT_.*|[0-9A-Z_]*PORT_[0-9]+_(TCP|UDP).*)");

    private final Map<String, String> values = new TreeMap<>();

    /**
     * Reads a properties file in UTF-8.
     *
     * @param file the file; null for {@value #DEFAULT_FILE} in the working folder, if it is there
     */
    public SettingSources file(@Nullable Path file) {
        Path path = file == null ? Path.of(DEFAULT_FILE) : file;
        if (file == null && !Files.isRegularFile(path)) {
            return this;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException("The settings file " + path + " cannot be read");
        }
        for (String name : properties.stringPropertyNames()) {
            put(name, properties.getProperty(name), "in " + path);
        }
        return this;
    }

    /**
     * What an application server's own configuration holds. It is asked for every setting by name too: some of its
     * sources, such as key vaults, list nothing. Room policies have to be listed.
     *
     * @param listed the names below {@code roomcast.} that it tells
     * @param lookUp answers for one name
     */
    public SettingSources server(Collection<String> listed, Function<String, Optional<String>> lookUp) {
        Set<String> names = new TreeSet<>(listed);
        SettingKeys.ALL.stream()
                .map(SettingKey::name)
                .filter(name -> !name.contains("*"))
                .forEach(names::add);
        for (String name : names) {
            lookUp.apply(name).ifPresent(value -> put(name, value, "in the server's MicroProfile Config"));
        }
        return this;
    }

    public SettingSources environment(Map<String, String> environment) {
        environment.forEach((variable, value) -> {
            if (variable.startsWith("ROOMCAST_")
                    && !FOREIGN_VARIABLE.matcher(variable).matches()) {
                put(nameOf(variable), value, "from the environment variable " + variable);
            }
        });
        return this;
    }

    public SettingSources systemProperties(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(SettingKeys.PREFIX)) {
                put(name, properties.getProperty(name), "in the system properties");
            }
        }
        return this;
    }

    /** What the program itself sets. */
    public SettingSources overrides(Map<String, String> overrides) {
        overrides.forEach((name, value) -> put(name, value, "given by the program"));
        return this;
    }

    public Settings read() {
        return SettingsReader.read(values);
    }

    private void put(String name, String value, String where) {
        if (!SettingKeys.exists(name)) {
            throw new SettingException("There is no setting \"" + name + "\" (" + where + "); did you mean \""
                    + SettingKeys.nearestTo(name) + "\"?");
        }
        values.put(name, value.strip());
    }

    private static String nameOf(String variable) {
        return SettingKeys.ofVariable(variable)
                .orElseGet(() -> variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.'));
    }
}
