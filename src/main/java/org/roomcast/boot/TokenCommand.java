package org.roomcast.boot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.TokenRequest;
import org.roomcast.boot.wiring.EmbeddedOptions;
import org.roomcast.boot.wiring.OfflineMint;
import org.roomcast.config.SettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a token for development and prints it, and nothing else. */
@Command(
        name = "token",
        description = "Makes a token with the server's secret, for development, and prints it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class TokenCommand implements Callable<Integer> {

    @Option(names = "--user", required = true, description = "The user id.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Option(names = "--name", description = "The display name (default: the user id).")
    private @Nullable String name;

    @Option(names = "--email", description = "The e-mail address (default: none).")
    private @Nullable String email;

    @Option(
            names = "--role",
            split = ",",
            description = "A role: publisher, admin or one of your own. Several: repeat it, or separate by commas.")
    private List<String> roles = List.of();

    @Option(names = "--join", description = "Private rooms that it opens, such as 'private.team.*'; may be repeated.")
    private List<String> join = List.of();

    @Option(
            names = "--publish",
            description = "Private rooms that may be published to (default: all joined ones); may be repeated.")
    private @Nullable List<String> publish;

    @Option(
            names = "--ttl",
            converter = Lifetime.class,
            defaultValue = "1h",
            description = "How long it is valid: 90s, 15m, 8h or 30d (default: ${DEFAULT-VALUE}).")
    private Duration lifetime = Duration.ofHours(1);

    @Option(names = "--data", description = "The server's data folder, where its secret is (default: ./data).")
    private @Nullable String data;

    @Option(names = "--config", description = "Its settings file (default: ./roomcast.properties, if it is there).")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> settings = data == null ? Map.of() : Map.of("roomcast.data.dir", data);
        TokenRequest request = TokenRequest.of(user, lifetime)
                .withName(name)
                .withEmail(email)
                .withRoles(roles)
                .withRooms(join, publish);
        try {
            String token = OfflineMint.open(new EmbeddedOptions(settings, config, true), Clock.systemUTC())
                    .mint(request);
            spec.commandLine().getOut().println(token);
            return 0;
        } catch (SettingException | IllegalArgumentException refused) {
            spec.commandLine().getErr().println("roomcast: " + refused.getMessage());
            return Main.FAILED;
        }
    }

    /** The same spelling as in the settings, from a second on. */
    static final class Lifetime implements ITypeConverter<Duration> {

        private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
        /** Ten years: a token cannot be recalled. */
        private static final Duration MAX = Duration.ofDays(3650);

        @Override
        public Duration convert(String text) {
            Matcher parts = SPAN.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("must be a number with a unit: s, m, h or d, such as 8h");
            }
            long amount = Long.parseLong(parts.group(1));
            Duration span =
                    switch (parts.group(2)) {
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    };
            if (span.compareTo(MAX) > 0) {
                throw new TypeConversionException("must be at most " + MAX.toDays() + "d");
            }
            return span;
        }
    }
}
