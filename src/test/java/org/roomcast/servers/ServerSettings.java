package org.roomcast.servers;

import java.time.Duration;
import java.util.Map;

/**
 * The settings that every server under test gets, through its environment. They stand in the {@code pom.xml} too, for
 * environments are inherited; a run whose environment differs does not start.
 */
public final class ServerSettings {

    public static final String SECRET = "a secret for tests that has more than 32 bytes";
    public static final String API_KEY = "key-of-the-shop";
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);
    public static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(4);
    /** Pages from there may connect. */
    public static final String ALLOWED_ORIGIN = "https://app.example";

    public static final int FRAMES_PER_MINUTE = 600;
    /** A flood has to be longer than this. */
    public static final int FRAMES_BURST = 1000;

    /** Per second, ten times as many at once. */
    public static final int HANDSHAKES_PER_ADDRESS = 100;

    /** Per minute, and as many at once. */
    public static final int REQUESTS_PER_USER = 1000;
    /** An address of the loopback network that no other client has. */
    public static final String TRUSTED_PROXY = "127.0.0.2";

    public static final int CONNECTIONS_PER_ADDRESS = 250;
    public static final int CONNECTIONS_PER_USER = 10;
    public static final int ROOMS_PER_CONNECTION = 20;
    public static final int MESSAGE_SIZE = 65_536;
    public static final int OUTBOX_FRAMES = 1000;
    public static final int OUTBOX_BYTES = 1_048_576;
    /** Rooms {@code small.*} have room for two connections. */
    public static final int SMALL_ROOM_MEMBERS = 2;

    /** The environment variables, as the build sets them. */
    public static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("ROOMCAST_AUTH_SECRET", SECRET),
            Map.entry("ROOMCAST_AUTH_API_KEYS", "shop:" + API_KEY),
            Map.entry("ROOMCAST_AUTH_ORIGINS", ALLOWED_ORIGIN + ",https://*.apps.example"),
            Map.entry("ROOMCAST_HEARTBEAT_INTERVAL", HEARTBEAT_INTERVAL.toSeconds() + "s"),
            Map.entry("ROOMCAST_HEARTBEAT_TIMEOUT", HEARTBEAT_TIMEOUT.toSeconds() + "s"),
            Map.entry("ROOMCAST_LIMITS_FRAMES_PER_MINUTE", String.valueOf(FRAMES_PER_MINUTE)),
            Map.entry("ROOMCAST_LIMITS_FRAMES_BURST", String.valueOf(FRAMES_BURST)),
            Map.entry("ROOMCAST_LIMITS_CONNECTIONS_PER_ADDRESS", String.valueOf(CONNECTIONS_PER_ADDRESS)),
            Map.entry("ROOMCAST_LIMITS_CONNECTIONS_PER_USER", String.valueOf(CONNECTIONS_PER_USER)),
            Map.entry("ROOMCAST_LIMITS_HANDSHAKES_PER_ADDRESS", String.valueOf(HANDSHAKES_PER_ADDRESS)),
            Map.entry("ROOMCAST_LIMITS_HANDSHAKES_PER_SECOND", "0"),
            Map.entry("ROOMCAST_LIMITS_REQUESTS_PER_ADDRESS", "0"),
            Map.entry("ROOMCAST_LIMITS_REQUESTS_PER_USER", String.valueOf(REQUESTS_PER_USER)),
            Map.entry("ROOMCAST_HTTP_TRUSTED_PROXIES", TRUSTED_PROXY),
            Map.entry("ROOMCAST_HTTP_CORS_ORIGINS", ALLOWED_ORIGIN),
            Map.entry("ROOMCAST_HTTP_SOCKETS_PER_ADDRESS", "0"),
            Map.entry("ROOMCAST_LIMITS_ROOMS_PER_CONNECTION", String.valueOf(ROOMS_PER_CONNECTION)),
            Map.entry("ROOMCAST_ROOMS_SMALL_MATCH", "small.*"),
            Map.entry("ROOMCAST_ROOMS_SMALL_MAX_MEMBERS", String.valueOf(SMALL_ROOM_MEMBERS)),
            Map.entry("ROOMCAST_ROOMS_NEWS_MATCH", "news.*"),
            Map.entry("ROOMCAST_ROOMS_NEWS_PUBLISH", "publishers"),
            Map.entry("ROOMCAST_ROOMS_NAMED_MATCH", "named.*"),
            Map.entry("ROOMCAST_ROOMS_NAMED_PUBLISH", "users"),
            Map.entry("ROOMCAST_ROOMS_TICKER_MATCH", "ticker.*"),
            Map.entry("ROOMCAST_ROOMS_TICKER_PUBLISH", "nobody"),
            Map.entry("ROOMCAST_ROOMS_QUIET_MATCH", "quiet.*"),
            Map.entry("ROOMCAST_ROOMS_QUIET_PRESENCE", "false"));

    private ServerSettings() {}
}
