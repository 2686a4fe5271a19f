package org.roomcast.boot.wiring;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.MissingOrigin;
import org.roomcast.auth.OriginPolicy;
import org.roomcast.config.GateKeys;
import org.roomcast.config.GateSettings;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKey;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.Settings;
import org.roomcast.limits.Throttles;
import org.roomcast.limits.TrustedProxies;
import org.roomcast.model.Rate;
import org.roomcast.rest.RestSettings;
import org.roomcast.websocket.HandshakePolicy;

/** Makes from the settings what is asked before anybody is let in. */
final class Gates {

    private Gates() {}

    /** @throws SettingException when a setting is not what it must be */
    static HandshakePolicy of(Settings settings, LongSupplier nanoTime) {
        GateSettings gate = settings.gate();
        GateSettings.Rates rates = gate.rates();
        MissingOrigin missing = MissingOrigin.valueOf(gate.originMissing().toUpperCase(Locale.ROOT));
        return new HandshakePolicy(
                checked(
                        SettingKeys.AUTH_ORIGINS,
                        () -> new OriginPolicy(settings.auth().origins(), missing)),
                checked(GateKeys.TRUSTED_PROXIES, () -> TrustedProxies.of(gate.trustedProxies())),
                new Throttles(
                        new Throttles.Rates(
                                rates.framesPerUser(),
                                rates.framesPerAddress(),
                                rates.requestsPerUser(),
                                rates.requestsPerAddress(),
                                rates.handshakes(),
                                rates.handshakesPerAddress()),
                        nanoTime));
    }

    /** @throws SettingException when a setting is not what it must be */
    static RestSettings rest(Settings settings) {
        return new RestSettings(
                settings.limits().requestSize(),
                settings.limits().messageSize(),
                settings.auth().anonymous(),
                settings.dashboardPublic(),
                settings.metricsPublic(),
                cors(settings));
    }

    /** Whose pages may call REST; null for nobody's. */
    private static @Nullable OriginPolicy cors(Settings settings) {
        List<String> origins = settings.gate().corsOrigins();
        return origins.isEmpty()
                ? null
                : checked(GateKeys.CORS_ORIGINS, () -> new OriginPolicy(origins, MissingOrigin.REFUSE));
    }

    private static <T> T checked(SettingKey key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException wrong) {
            throw SettingException.of(key, String.valueOf(wrong.getMessage()));
        }
    }

    /** The frames of one connection. */
    static Rate frames(Settings settings) {
        return Rate.perMinute(
                settings.limits().framesPerMinute(), settings.limits().framesBurst());
    }
}
