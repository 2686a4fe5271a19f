package org.roomcast.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;

/** Turns the texts of settings into values, and refuses what is not one. */
final class SettingsReader {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final int MAX_PORT = 65_535;
    /** A message must hold the longest token with its frame. */
    private static final int MIN_MESSAGE = 8 * 1024;
    /** Above that, one message per connection is a danger to the whole server. */
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;

    /** A room's history is for catching up; above that it is an archive, which belongs into a database of its own. */
    private static final int MAX_HISTORY = 1_000_000;

    /** Each opening of a page reads that many at the worst. */
    private static final int MAX_INBOX = 10_000;

    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    private final Map<String, String> values;

    private SettingsReader(Map<String, String> values) {
        this.values = values;
    }

    static Settings read(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(values);
        return new Settings(
                new Settings.Http(
                        reader.text(SettingKeys.HTTP_HOST), reader.number(SettingKeys.HTTP_PORT, 0, MAX_PORT)),
                reader.path(SettingKeys.DATA_DIR),
                reader.auth(),
                reader.limits(),
                reader.flag(SettingKeys.DASHBOARD_PUBLIC),
                reader.flag(SettingKeys.METRICS_PUBLIC),
                reader.duration(SettingKeys.HEARTBEAT_INTERVAL, Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration(SettingKeys.HEARTBEAT_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration(SettingKeys.PRESENCE_GRACE, Duration.ZERO, Duration.ofHours(1)),
                reader.flag(SettingKeys.PRESENCE_EMAIL),
                reader.jdbc(),
                reader.number(SettingKeys.HISTORY_CACHE, 0, Integer.MAX_VALUE),
                reader.inbox(),
                reader.rooms(),
                new GateReader(reader).read());
    }

    private Settings.Auth auth() {
        return new Settings.Auth(
                optional(SettingKeys.AUTH_SECRET),
                new Settings.Tokens(
                        text(SettingKeys.AUTH_ALGORITHM),
                        optional(SettingKeys.AUTH_PUBLIC_KEY),
                        optional(SettingKeys.AUTH_JWKS_URL),
                        duration(SettingKeys.AUTH_JWKS_REFRESH, Duration.ofSeconds(10), Duration.ofDays(1)),
                        optional(SettingKeys.AUTH_ISSUER),
                        optional(SettingKeys.AUTH_AUDIENCE),
                        duration(SettingKeys.AUTH_CLOCK_SKEW, Duration.ZERO, Duration.ofMinutes(10))),
                text(SettingKeys.AUTH_API_KEYS),
                path(SettingKeys.AUTH_API_KEYS_FILE),
                flag(SettingKeys.AUTH_ANONYMOUS),
                list(SettingKeys.AUTH_ORIGINS));
    }

    private Settings.Jdbc jdbc() {
        Settings.Jdbc jdbc = new Settings.Jdbc(
                optional(SettingKeys.JDBC_URL),
                optional(SettingKeys.JDBC_USER),
                optional(SettingKeys.JDBC_PASSWORD),
                optional(SettingKeys.JDBC_JNDI));
        if (jdbc.url() != null && jdbc.jndi() != null) {
            throw SettingException.of(SettingKeys.JDBC_JNDI, "must not stand beside roomcast.jdbc.url");
        }
        return jdbc;
    }

    private @Nullable String optional(SettingKey key) {
        String value = text(key);
        return value.isEmpty() ? null : value;
    }

    private Settings.Limits limits() {
        int most = Integer.MAX_VALUE;
        return new Settings.Limits(
                number(SettingKeys.FRAMES_PER_MINUTE, 0, most),
                number(SettingKeys.FRAMES_BURST, 1, most),
                number(SettingKeys.MESSAGE_SIZE, MIN_MESSAGE, MAX_MESSAGE),
                number(SettingKeys.REQUEST_SIZE, MIN_MESSAGE, most),
                number(SettingKeys.CONNECTIONS, 0, most),
                number(SettingKeys.CONNECTIONS_PER_USER, 0, most),
                number(SettingKeys.CONNECTIONS_PER_ADDRESS, 0, most),
                number(SettingKeys.ROOMS_PER_CONNECTION, 0, most),
                number(SettingKeys.OUTBOX_BYTES, 1, most),
                number(SettingKeys.OUTBOX_FRAMES, 1, most));
    }

    private Retention inbox() {
        return new Retention(
                number(SettingKeys.INBOX_SIZE, 1, MAX_INBOX),
                duration(SettingKeys.INBOX_AGE, Duration.ofSeconds(1), MAX_AGE));
    }

    private RoomPolicies rooms() {
        TreeSet<String> names = new TreeSet<>();
        String prefix = SettingKeys.PREFIX + "rooms.";
        for (String name : values.keySet()) {
            if (name.startsWith(prefix)) {
                names.add(name.substring(prefix.length(), name.lastIndexOf('.')));
            }
        }
        List<RoomPolicies.Rule> rules = new ArrayList<>();
        for (String name : names) {
            rules.add(new RoomPolicies.Rule(
                    new RoomPattern(required(SettingKeys.ROOM_MATCH, name)),
                    new RoomPolicy(
                            flag(of(SettingKeys.ROOM_PRESENCE, name)),
                            number(of(SettingKeys.ROOM_MAX_MEMBERS, name), 0, Integer.MAX_VALUE),
                            publishRule(of(SettingKeys.ROOM_PUBLISH, name)),
                            retention(name))));
        }
        return new RoomPolicies(rules);
    }

    private Retention retention(String policy) {
        return new Retention(
                number(of(SettingKeys.ROOM_HISTORY_SIZE, policy), 0, MAX_HISTORY),
                duration(of(SettingKeys.ROOM_HISTORY_AGE, policy), Duration.ofSeconds(1), MAX_AGE));
    }

    private String required(SettingKey general, String policy) {
        SettingKey key = of(general, policy);
        String value = text(key);
        if (value.isEmpty()) {
            throw SettingException.of(key, "is missing: it says for which rooms the policy \"" + policy + "\" is");
        }
        return value;
    }

    private PublishRule publishRule(SettingKey key) {
        String value = text(key);
        return Arrays.stream(PublishRule.values())
                .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> SettingException.of(key, "must be members, users, publishers or nobody"));
    }

    private static SettingKey of(SettingKey general, String policy) {
        return new SettingKey(general.name().replace("*", policy), general.fallback(), general.meaning());
    }

    String text(SettingKey key) {
        return values.getOrDefault(key.name(), key.fallback());
    }

    List<String> list(SettingKey key) {
        return Arrays.stream(text(key).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private boolean flag(SettingKey key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SettingException.of(key, "must be true or false");
        };
    }

    int number(SettingKey key, int min, int max) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw SettingException.of(key, "must be a whole number");
        }
        throw SettingException.of(
                key, max == Integer.MAX_VALUE ? "must be at least " + min : "must be from " + min + " to " + max);
    }

    Duration duration(SettingKey key, Duration min, Duration max) {
        Matcher parts = DURATION.matcher(text(key));
        if (!parts.matches()) {
            throw SettingException.of(key, "must be a number with a unit: ms, s, m, h or d, such as 25s");
        }
        long amount = Long.parseLong(parts.group(1));
        Duration value =
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            String most = max.toHours() == 0 ? max.toMinutes() + "m" : max.toHours() + "h";
            throw SettingException.of(key, "must be from " + min.toSeconds() + "s to " + most);
        }
        return value;
    }

    private @Nullable Path path(SettingKey key) {
        String value = text(key);
        try {
            return value.isEmpty() ? null : Path.of(value);
        } catch (InvalidPathException notAPath) {
            throw SettingException.of(key, "must be a path");
        }
    }
}
