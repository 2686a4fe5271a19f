package org.roomcast.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * The dashboard at one moment; the component names are the field names, in camel case.
 *
 * @param usersOnline users, an anonymous connection being one of its own
 * @param connections open connections
 * @param rooms rooms with members
 * @param messagesToday publications accepted since midnight of the server's zone
 * @param messagesPerSecond publications accepted, over the last interval
 * @param deliveriesPerSecond frames handed to the network, over the last interval
 * @param systemStatus {@code healthy}, {@code degraded} or {@code down}
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param cpu the load of this process, 0 to 1 of all cores
 * @param uptime seconds
 * @param nodes servers that work together
 * @param lastUpdate when this was measured
 * @param widgets what programs have set
 */
public record Figures(
        int usersOnline,
        int connections,
        int rooms,
        long messagesToday,
        double messagesPerSecond,
        double deliveriesPerSecond,
        String systemStatus,
        long heapUsed,
        long heapMax,
        double cpu,
        long uptime,
        int nodes,
        Instant lastUpdate,
        List<Widget> widgets) {}
