package org.roomcast.websocket;

import java.time.Duration;

/**
 * What the endpoints are told at the start. Immutable.
 *
 * @param messageSize the largest message of a client, in bytes
 * @param framesPerMinute frames a connection may send; 0 for no limit
 * @param framesBurst frames it may send at once
 * @param anonymous whether connections without a token may enter
 * @param dashboardPublic whether the dashboard opens without the role admin
 * @param heartbeatInterval for {@code welcome}
 * @param heartbeatTimeout for {@code welcome}
 * @param node this server's name
 * @param version the product's version
 */
public record EndpointSettings(
        int messageSize,
        int framesPerMinute,
        int framesBurst,
        boolean anonymous,
        boolean dashboardPublic,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        String node,
        String version) {}
