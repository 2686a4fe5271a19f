package org.roomcast.registry;

import java.time.Duration;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.model.RoomPolicies;

/**
 * What the registry is told at its start. Immutable.
 *
 * @param connections how many connections there may be
 * @param outbox what may wait for one reader
 * @param policies what holds for which rooms
 * @param recentSize how much of the recent events of all rooms is held in memory, in characters of data
 * @param presenceGrace how long a user may be away before {@code left} is sent
 * @param presenceEmail whether members are shown with their e-mail addresses
 * @param heartbeatInterval how often a connection is pinged
 * @param heartbeatTimeout how long after that it may stay silent
 */
public record RegistrySettings(
        ConnectionLimits connections,
        OutboxLimits outbox,
        RoomPolicies policies,
        long recentSize,
        Duration presenceGrace,
        boolean presenceEmail,
        Duration heartbeatInterval,
        Duration heartbeatTimeout) {}
