package org.roomcast.config;

import java.time.Duration;
import java.util.List;
import org.roomcast.model.Rate;

/** Reads the {@link GateSettings}. */
final class GateReader {

    /** How many connections may go on at full speed: those of a user, those from an address. */
    private static final int USERS_CONNECTIONS = 10;

    private static final int ADDRESS_CONNECTIONS = 50;

    /** After a restart all come back at once. */
    private static final int BURST_SECONDS = 10;

    private static final Duration MOST = Duration.ofHours(1);

    private final SettingsReader reader;

    GateReader(SettingsReader reader) {
        this.reader = reader;
    }

    GateSettings read() {
        return new GateSettings(
                reader.list(GateKeys.TRUSTED_PROXIES),
                reader.list(GateKeys.CORS_ORIGINS),
                originMissing(),
                reader.duration(GateKeys.AUTH_TIMEOUT, Duration.ZERO, MOST),
                new GateSettings.Transport(
                        reader.duration(GateKeys.HEAD_TIMEOUT, Duration.ZERO, MOST),
                        reader.duration(GateKeys.BODY_TIMEOUT, Duration.ZERO, MOST),
                        reader.duration(GateKeys.IDLE_TIMEOUT, Duration.ZERO, MOST),
                        number(GateKeys.SOCKETS_PER_ADDRESS),
                        Rate.perMinute(number(GateKeys.PINGS))),
                rates());
    }

    private GateSettings.Rates rates() {
        Rate own = Rate.perMinute(number(SettingKeys.FRAMES_PER_MINUTE), Math.max(1, number(SettingKeys.FRAMES_BURST)));
        return new GateSettings.Rates(
                frames(GateKeys.FRAMES_PER_USER, own.times(USERS_CONNECTIONS)),
                frames(GateKeys.FRAMES_PER_ADDRESS, own.times(ADDRESS_CONNECTIONS)),
                Rate.perMinute(number(GateKeys.REQUESTS_PER_USER)),
                Rate.perMinute(number(GateKeys.REQUESTS_PER_ADDRESS)),
                Rate.perSecond(number(GateKeys.HANDSHAKES), BURST_SECONDS),
                Rate.perSecond(number(GateKeys.HANDSHAKES_PER_ADDRESS), BURST_SECONDS));
    }

    private Rate frames(SettingKey key, Rate otherwise) {
        return reader.text(key).isEmpty() ? otherwise : Rate.perMinute(number(key));
    }

    private String originMissing() {
        String value = reader.text(GateKeys.ORIGIN_MISSING);
        if (!List.of("any", "token", "refuse").contains(value)) {
            throw SettingException.of(GateKeys.ORIGIN_MISSING, "must be any, token or refuse");
        }
        return value;
    }

    private int number(SettingKey key) {
        return reader.number(key, 0, Integer.MAX_VALUE);
    }
}
