package org.roomcast.client;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who this client is to the server, and the server's limits. Immutable.
 *
 * @param connectionId this connection's id; another after each reconnect
 * @param userId the user's id; null without a token
 * @param name the display name; null when there is none
 * @param authenticated whether the server knows the user
 * @param roles the user's roles
 * @param heartbeatInterval the silence after which either side asks whether the other is there
 * @param heartbeatTimeout the time that the other has to answer
 * @param maxMessageBytes the largest message that the server takes, in bytes of UTF-8
 * @param framesPerMinute how many frames the server takes in the long run; 0 when it does not limit them
 * @param framesBurst how many of them may come at once
 * @param node the id of the server's node
 * @param version the server's version
 */
public record Welcome(
        String connectionId,
        @Nullable String userId,
        @Nullable String name,
        boolean authenticated,
        Set<String> roles,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        long maxMessageBytes,
        long framesPerMinute,
        long framesBurst,
        String node,
        String version) {

    public Welcome {
        roles = Set.copyOf(roles);
    }
}
