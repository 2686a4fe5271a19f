package org.roomcast.websocket;

import java.time.Duration;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.model.Rate;

/**
 * What the endpoints are told at the start. Immutable.
 *
 * @param messageSize the largest message of a client, in bytes
 * @param frames how many frames a connection may send
 * @param rooms rooms it may be in; 0 for no limit
 * @param outbox for {@code welcome}
 * @param anonymous whether connections without a token may enter
 * @param dashboardPublic whether the dashboard opens without the role admin
 * @param authTimeout how long a connection that needs a user may wait for its token; zero for not at all
 * @param heartbeatInterval for {@code welcome}
 * @param heartbeatTimeout for {@code welcome}
 * @param node this server's name
 * @param version the product's version
 */
public record EndpointSettings(
        int messageSize,
        Rate frames,
        int rooms,
        OutboxLimits outbox,
        boolean anonymous,
        boolean dashboardPublic,
        Duration authTimeout,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        String node,
        String version) {}
