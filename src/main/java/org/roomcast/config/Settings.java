package org.roomcast.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomPolicies;

/**
 * All settings, checked. Immutable. What each means stands in {@link SettingKeys}.
 *
 * @param dataDir null when it is not set
 */
public record Settings(
        Http http,
        @Nullable Path dataDir,
        Auth auth,
        Limits limits,
        boolean dashboardPublic,
        boolean metricsPublic,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration presenceGrace,
        boolean presenceEmail,
        Jdbc jdbc,
        int historyCache,
        Retention inbox,
        RoomPolicies rooms,
        GateSettings gate) {

    /**
     * Where the standalone server listens.
     *
     * @param host a name, or an address without brackets
     * @param port 0 for any free one
     */
    public record Http(String host, int port) {

        /** @throws SettingException when the host could not stand in a URI: the server would listen somewhere else */
        public Http {
            String name = host.contains(":") ? "[" + host + "]" : host;
            if (!name.equals(hostOf("http://" + name + "/"))) {
                throw SettingException.of(
                        SettingKeys.HTTP_HOST, "must be a host name or an address, such as 127.0.0.1");
            }
        }

        private static @Nullable String hostOf(String address) {
            try {
                return new URI(address).getHost();
            } catch (URISyntaxException notAHost) {
                return null;
            }
        }
    }

    /**
     * @param secret null when it is not set
     * @param apiKeys as written
     * @param apiKeysFile null when it is not set
     */
    public record Auth(
            @Nullable String secret,
            Tokens tokens,
            String apiKeys,
            @Nullable Path apiKeysFile,
            boolean anonymous,
            List<String> origins) {
        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Auth[anonymous=" + anonymous + "]";
        }
    }

    /**
     * Which tokens are taken; what is null is not set.
     *
     * @param algorithm as written
     * @param publicKey PEM, or the path of a file
     */
    public record Tokens(
            String algorithm,
            @Nullable String publicKey,
            @Nullable String jwksUrl,
            Duration jwksRefresh,
            @Nullable String issuer,
            @Nullable String audience,
            Duration clockSkew) {

        /** An address may hold a password. */
        @Override
        public String toString() {
            return "Tokens[" + algorithm + "]";
        }
    }

    /**
     * The database.
     *
     * @param url null when it is not set
     * @param jndi null when it is not set; never set beside the URL
     */
    public record Jdbc(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String jndi) {

        /** The URL of a history and inbox that end with the process. */
        public static final String MEMORY = "none";

        /** Secrets stay out of logs, and a URL may hold one. */
        @Override
        public String toString() {
            return "Jdbc[]";
        }
    }

    public record Limits(
            int framesPerMinute,
            int framesBurst,
            int messageSize,
            int requestSize,
            int connections,
            int connectionsPerUser,
            int connectionsPerAddress,
            int roomsPerConnection,
            int outboxBytes,
            int outboxFrames) {}
}
