package org.roomcast.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.roomcast.model.Position;

/**
 * What a client was built with. Immutable.
 *
 * @param address of the endpoint, with its query
 * @param tokens where tokens come from
 * @param listeners who hears the client
 * @param positions how far each room has been processed already, by its name
 * @param requestTimeout the time that a request has
 * @param backoffBase the most that is waited after the first failure to connect
 * @param backoffCeiling the most that is waited after many
 * @param bufferCount how many publications may wait for a connection
 * @param bufferBytes how large those may be in all, in bytes of UTF-8
 * @param publishAge how long a publication may wait; below the five minutes for which the server remembers a key
 */
record ClientSettings(
        URI address,
        Tokens tokens,
        List<ClientListener> listeners,
        Map<String, Position> positions,
        Duration requestTimeout,
        Duration backoffBase,
        Duration backoffCeiling,
        int bufferCount,
        long bufferBytes,
        Duration publishAge) {}
