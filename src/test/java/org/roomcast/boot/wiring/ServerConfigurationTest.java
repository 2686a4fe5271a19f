package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingSources;
import org.roomcast.config.Settings;
import org.roomcast.model.RoomName;

class ServerConfigurationTest {

    /** What the sources list. */
    private final Map<String, String> listed = new HashMap<>();
    /** What they know and do not list. */
    private final Map<String, String> hidden = new HashMap<>();

    @BeforeEach
    void aServerHasMicroProfileConfig() {
        ConfigProviderResolver.setInstance(new Server());
    }

    @AfterEach
    void noServerHasIt() {
        ConfigProviderResolver.setInstance(null);
    }

    @Test
    void whereThereIsNoneNothingIsRead() {
        noServerHasIt();
        assertThat(read().limits().connections()).isEqualTo(10_000);
    }

    @Test
    void settingsOfTheServerAreRead() {
        listed.put("roomcast.limits.connections", " 7 ");
        assertThat(read().limits().connections()).isEqualTo(7);
    }

    @Test
    void roomPoliciesAreReadWhenTheyAreListed() {
        listed.put("roomcast.rooms.news.match", "news.*");
        listed.put("roomcast.rooms.news.max-members", "3");
        assertThat(read().rooms().of(RoomName.of("news.today")).maxMembers()).isEqualTo(3);
    }

    @Test
    void aVaultThatListsNothingIsAskedByName() {
        hidden.put("roomcast.auth.secret", "out of the vault");
        assertThat(read().auth().secret()).isEqualTo("out of the vault");
    }

    @Test
    void aSettingThatDoesNotExistStopsTheStart() {
        listed.put("roomcast.limits.conections", "7");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(this::read)
                .withMessageContaining("roomcast.limits.conections")
                .withMessageContaining("MicroProfile Config")
                .withMessageContaining("roomcast.limits.connections");
    }

    @Test
    void whatBelongsToOthersIsLeftAlone() {
        listed.put("payara.greeting", "hello");
        listed.put("ROOMCAST_LIMITS_CONNECTIONS", "8");
        listed.put("%dev.roomcast.limits.connections", "9");
        assertThat(read().limits().connections()).isEqualTo(10_000);
    }

    @Test
    void aNameMadeUpFromAnEnvironmentVariableIsNoSetting() {
        // as SmallRye Config does for ROOMCAST_AUTH_API_KEYS: in the names of the whole, in those of no source
        hidden.put("roomcast.auth.api.keys", "ci:key");
        hidden.put("roomcast.auth.api-keys", "ci:key");
        assertThat(read().auth().apiKeys()).isEqualTo("ci:key");
    }

    @Test
    void aValueThatCannotBeResolvedStopsTheStartAndIsNotShown() {
        listed.put("roomcast.auth.secret", "${nowhere}");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(this::read)
                .withMessageContaining("roomcast.auth.secret")
                .withMessageNotContaining("nowhere");
    }

    @Test
    void theEnvironmentAndTheSystemPropertiesWinOverTheServer() {
        listed.put("roomcast.limits.connections", "7");
        SettingSources sources = new SettingSources();
        ServerConfiguration.addTo(sources);
        sources.environment(Map.of("ROOMCAST_LIMITS_CONNECTIONS", "8"));
        assertThat(sources.read().limits().connections()).isEqualTo(8);
    }

    private Settings read() {
        SettingSources sources = new SettingSources();
        ServerConfiguration.addTo(sources);
        return sources.read();
    }

    private final class Server extends ConfigProviderResolver {

        @Override
        public Config getConfig() {
            return new Configuration();
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return new Configuration();
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new AssertionError("nothing is built");
        }

        @Override
        public void registerConfig(Config config, ClassLoader loader) {
            throw new AssertionError("nothing is registered");
        }

        @Override
        public void releaseConfig(Config config) {
            throw new AssertionError("nothing is released");
        }
    }

    private final class Configuration implements Config {

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            String value = listed.getOrDefault(name, hidden.get(name));
            if (value != null && value.startsWith("${")) {
                throw new NoSuchElementException(value);
            }
            return Optional.ofNullable(type.cast(value));
        }

        @Override
        public Iterable<String> getPropertyNames() {
            throw new AssertionError("holds names that are made up");
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of(new Source());
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            throw new AssertionError("fails for what is not set");
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new AssertionError("not in older servers");
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            throw new AssertionError("texts are converted here");
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new AssertionError("no implementation is relied on");
        }
    }

    private final class Source implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return listed.keySet();
        }

        @Override
        public String getValue(String name) {
            throw new AssertionError("values come from the whole, which resolves expressions");
        }

        @Override
        public String getName() {
            return "a test";
        }
    }
}
