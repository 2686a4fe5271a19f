package org.roomcast.config;

import java.time.Duration;
import java.util.List;
import org.roomcast.model.Rate;

/**
 * What is asked before anybody is let in. Immutable. What each means stands in {@link GateKeys}.
 *
 * @param originMissing any, token or refuse
 * @param authTimeout zero when a token has to come with the handshake
 */
public record GateSettings(
        List<String> trustedProxies,
        List<String> corsOrigins,
        String originMissing,
        Duration authTimeout,
        Transport transport,
        Rates rates) {

    /** How often what may be done; see {@link Rate#UNLIMITED}. */
    public record Rates(
            Rate framesPerUser,
            Rate framesPerAddress,
            Rate requestsPerUser,
            Rate requestsPerAddress,
            Rate handshakes,
            Rate handshakesPerAddress) {}

    /**
     * The TCP connections of the standalone server; zero is no limit.
     *
     * @param pings control frames of one connection
     */
    public record Transport(
            Duration headTimeout, Duration bodyTimeout, Duration idleTimeout, int socketsPerAddress, Rate pings) {}
}
