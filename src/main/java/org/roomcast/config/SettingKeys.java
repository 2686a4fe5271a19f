package org.roomcast.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All settings that there are. */
public final class SettingKeys {

    public static final String PREFIX = "roomcast.";

    public static final SettingKey HTTP_HOST =
            new SettingKey("roomcast.http.host", "127.0.0.1", "The address the standalone server listens on.");
    public static final SettingKey HTTP_PORT =
            new SettingKey("roomcast.http.port", "8080", "Its port; 0 takes any free one.");
    public static final SettingKey DATA_DIR = new SettingKey(
            "roomcast.data.dir", "", "Where the generated secret lives; ./data, or the data folder of the app server.");
    public static final SettingKey AUTH_SECRET = new SettingKey(
            "roomcast.auth.secret", "", "The HS256 secret, 32 bytes or more; generated and kept in the data folder.");
    public static final SettingKey AUTH_ALGORITHM = new SettingKey(
            "roomcast.auth.algorithm", "HS256", "What tokens are signed with: HS256, RS256, ES256 or EdDSA.");
    public static final SettingKey AUTH_PUBLIC_KEY = new SettingKey(
            "roomcast.auth.public-key", "", "The issuer's public key in PEM, or the file that holds it.");
    public static final SettingKey AUTH_JWKS_URL =
            new SettingKey("roomcast.auth.jwks-url", "", "Where the issuer publishes its public keys, as a JWK set.");
    public static final SettingKey AUTH_JWKS_REFRESH =
            new SettingKey("roomcast.auth.jwks-refresh", "15m", "How often they are fetched again.");
    public static final SettingKey AUTH_ISSUER =
            new SettingKey("roomcast.auth.issuer", "", "What the claim iss must be; not looked at when not set.");
    public static final SettingKey AUTH_AUDIENCE =
            new SettingKey("roomcast.auth.audience", "", "What the claim aud must name; not looked at when not set.");
    public static final SettingKey AUTH_CLOCK_SKEW = new SettingKey(
            "roomcast.auth.clock-skew", "60s", "How far the issuer's clock may be ahead; exp has no leeway.");
    public static final SettingKey AUTH_API_KEYS = new SettingKey(
            "roomcast.auth.api-keys", "", "name:key pairs, comma-separated; a key may be given as sha256:HEX.");
    public static final SettingKey AUTH_API_KEYS_FILE = new SettingKey(
            "roomcast.auth.api-keys-file", "", "A file of name:sha256:HEX lines, read again when it changes.");
    public static final SettingKey AUTH_ANONYMOUS = new SettingKey(
            "roomcast.auth.anonymous", "true", "Whether connections without a token may enter public rooms.");
    public static final SettingKey AUTH_ORIGINS = new SettingKey(
            "roomcast.auth.origins", "", "Allowed origins beside the own one, such as https://*.example.org.");
    public static final SettingKey FRAMES_PER_MINUTE = new SettingKey(
            "roomcast.limits.frames-per-minute", "60", "Frames a connection may send per minute; 0 for no limit.");
    public static final SettingKey FRAMES_BURST =
            new SettingKey("roomcast.limits.frames-burst", "60", "Frames it may send at once.");
    public static final SettingKey MESSAGE_SIZE =
            new SettingKey("roomcast.limits.message-size", "65536", "The largest message of a client, in bytes.");
    public static final SettingKey REQUEST_SIZE =
            new SettingKey("roomcast.limits.request-size", "1048576", "The largest body of a REST request, in bytes.");
    public static final SettingKey CONNECTIONS =
            new SettingKey("roomcast.limits.connections", "10000", "Connections in all; 0 for no limit.");
    public static final SettingKey CONNECTIONS_PER_USER =
            new SettingKey("roomcast.limits.connections-per-user", "20", "Connections of one user; 0 for no limit.");
    public static final SettingKey CONNECTIONS_PER_ADDRESS = new SettingKey(
            "roomcast.limits.connections-per-address", "100", "Connections from one address; 0 for no limit.");
    public static final SettingKey ROOMS_PER_CONNECTION = new SettingKey(
            "roomcast.limits.rooms-per-connection", "100", "Rooms one connection may be in; 0 for no limit.");
    public static final SettingKey OUTBOX_BYTES = new SettingKey(
            "roomcast.limits.outbox-bytes", "1048576", "Bytes that may wait for a slow reader before it is cut.");
    public static final SettingKey OUTBOX_FRAMES = new SettingKey(
            "roomcast.limits.outbox-frames", "1000", "Frames that may wait for a slow reader before it is cut.");
    public static final SettingKey DASHBOARD_PUBLIC =
            new SettingKey("roomcast.dashboard.public", "false", "Whether the dashboard opens without the role admin.");
    public static final SettingKey METRICS_PUBLIC = new SettingKey(
            "roomcast.metrics.public", "false", "Whether /metrics opens without the role admin or an API key.");
    public static final SettingKey HEARTBEAT_INTERVAL =
            new SettingKey("roomcast.heartbeat.interval", "25s", "How often a connection is pinged.");
    public static final SettingKey HEARTBEAT_TIMEOUT =
            new SettingKey("roomcast.heartbeat.timeout", "10s", "How long after that it may stay silent.");
    public static final SettingKey PRESENCE_GRACE = new SettingKey(
            "roomcast.presence.grace", "3s", "How long a user may be away before the room is told that they left.");
    public static final SettingKey PRESENCE_EMAIL = new SettingKey(
            "roomcast.presence.email", "false", "Whether presence shows the e-mail addresses that tokens carry.");
    public static final SettingKey JDBC_URL = new SettingKey(
            "roomcast.jdbc.url",
            "",
            "The database, H2 or PostgreSQL; H2 in the data folder when not set, none for memory.");
    public static final SettingKey JDBC_USER = new SettingKey("roomcast.jdbc.user", "", "The user of the database.");
    public static final SettingKey JDBC_PASSWORD =
            new SettingKey("roomcast.jdbc.password", "", "The password of that user.");
    public static final SettingKey JDBC_JNDI = new SettingKey(
            "roomcast.jdbc.jndi", "", "The name of a data source of the application server, instead of a URL.");
    public static final SettingKey HISTORY_CACHE = new SettingKey(
            "roomcast.history.cache",
            "33554432",
            "Characters of recent events held in memory for those who come back.");
    public static final SettingKey INBOX_SIZE =
            new SettingKey("roomcast.inbox.size", "1000", "Notifications that one user finds at most.");
    public static final SettingKey INBOX_AGE =
            new SettingKey("roomcast.inbox.age", "90d", "How long a notification is kept at most.");
    public static final SettingKey ROOM_MATCH = new SettingKey(
            "roomcast.rooms.*.match", "", "The room names a policy is for; * stands for any run of characters.");
    public static final SettingKey ROOM_PRESENCE =
            new SettingKey("roomcast.rooms.*.presence", "true", "Whether its rooms tell who is in them.");
    public static final SettingKey ROOM_MAX_MEMBERS =
            new SettingKey("roomcast.rooms.*.max-members", "0", "Connections in one of its rooms; 0 for no limit.");
    public static final SettingKey ROOM_PUBLISH = new SettingKey(
            "roomcast.rooms.*.publish", "members", "Who may publish: members, users, publishers or nobody.");
    public static final SettingKey ROOM_HISTORY_SIZE = new SettingKey(
            "roomcast.rooms.*.history-size", "1000", "Events kept of each of its rooms; 0 for no history.");
    public static final SettingKey ROOM_HISTORY_AGE =
            new SettingKey("roomcast.rooms.*.history-age", "7d", "How long an event is kept at most.");

    /** In the order of the documentation. */
    public static final List<SettingKey> ALL = List.of(
            HTTP_HOST,
            HTTP_PORT,
            GateKeys.TRUSTED_PROXIES,
            GateKeys.CORS_ORIGINS,
            GateKeys.HEAD_TIMEOUT,
            GateKeys.BODY_TIMEOUT,
            GateKeys.IDLE_TIMEOUT,
            GateKeys.SOCKETS_PER_ADDRESS,
            GateKeys.PINGS,
            DATA_DIR,
            AUTH_SECRET,
            AUTH_ALGORITHM,
            AUTH_PUBLIC_KEY,
            AUTH_JWKS_URL,
            AUTH_JWKS_REFRESH,
            AUTH_ISSUER,
            AUTH_AUDIENCE,
            AUTH_CLOCK_SKEW,
            AUTH_API_KEYS,
            AUTH_API_KEYS_FILE,
            AUTH_ANONYMOUS,
            AUTH_ORIGINS,
            GateKeys.ORIGIN_MISSING,
            GateKeys.AUTH_TIMEOUT,
            FRAMES_PER_MINUTE,
            FRAMES_BURST,
            GateKeys.FRAMES_PER_USER,
            GateKeys.FRAMES_PER_ADDRESS,
            GateKeys.REQUESTS_PER_USER,
            GateKeys.REQUESTS_PER_ADDRESS,
            GateKeys.HANDSHAKES,
            GateKeys.HANDSHAKES_PER_ADDRESS,
            MESSAGE_SIZE,
            REQUEST_SIZE,
            CONNECTIONS,
            CONNECTIONS_PER_USER,
            CONNECTIONS_PER_ADDRESS,
            ROOMS_PER_CONNECTION,
            OUTBOX_BYTES,
            OUTBOX_FRAMES,
            DASHBOARD_PUBLIC,
            METRICS_PUBLIC,
            HEARTBEAT_INTERVAL,
            HEARTBEAT_TIMEOUT,
            PRESENCE_GRACE,
            PRESENCE_EMAIL,
            JDBC_URL,
            JDBC_USER,
            JDBC_PASSWORD,
            JDBC_JNDI,
            HISTORY_CACHE,
            INBOX_SIZE,
            INBOX_AGE,
            ROOM_MATCH,
            ROOM_PRESENCE,
            ROOM_MAX_MEMBERS,
            ROOM_PUBLISH,
            ROOM_HISTORY_SIZE,
            ROOM_HISTORY_AGE);

    private static final Pattern ROOM_SETTING = Pattern.compile("roomcast\\.rooms\\.([a-z0-9-]+)\\.([a-z-]+)");
    private static final Pattern ROOM_VARIABLE = Pattern.compile(
            "ROOMCAST_ROOMS_([A-Z0-9_]+?)_(MATCH|PRESENCE|MAX_MEMBERS|PUBLISH|HISTORY_SIZE|HISTORY_AGE)");

    private SettingKeys() {}

    static boolean exists(String name) {
        Matcher room = ROOM_SETTING.matcher(name);
        String general = room.matches() ? "roomcast.rooms.*." + room.group(2) : name;
        return !name.contains("*") && ALL.stream().anyMatch(key -> key.name().equals(general));
    }

    /** The setting that an environment variable stands for; empty when there is none. */
    static Optional<String> ofVariable(String variable) {
        Matcher room = ROOM_VARIABLE.matcher(variable);
        if (room.matches()) {
            return Optional.of(("roomcast.rooms." + room.group(1) + "." + room.group(2))
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-'));
        }
        return ALL.stream()
                .filter(key -> key.variable().equals(variable))
                .map(SettingKey::name)
                .findFirst();
    }

    /** The setting whose name is nearest to a mistyped one. */
    static String nearestTo(String name) {
        return ALL.stream()
                .map(SettingKey::name)
                .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
                .orElseThrow();
    }

    /** The edit distance of Levenshtein. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
