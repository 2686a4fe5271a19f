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
 * @param connectionsByNode the servers that work together
 * @param busiestRooms where most was delivered, over the last interval
 * @param slowestReaders for whom most waits
 * @param recentEvents who came, who left, who was turned away, and faults; newest first
 * @param ends connections that have ended or were refused, by close code
 * @param connectionsOpened since the start
 * @param connectionsRefused since the start
 * @param slowReadersCut connections ended with 4202 since the start
 * @param failures faults of the server since the start
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
        List<Widget> widgets,
        List<NodeFigures> connectionsByNode,
        List<BusyRoom> busiestRooms,
        List<SlowReader> slowestReaders,
        List<Happening> recentEvents,
        List<EventsLog.Ends> ends,
        long connectionsOpened,
        long connectionsRefused,
        long slowReadersCut,
        long failures) {

    /** As everybody may see it: no user, no address, no room that is not public. */
    public Figures withoutPersons() {
        return new Figures(
                usersOnline,
                connections,
                rooms,
                messagesToday,
                messagesPerSecond,
                deliveriesPerSecond,
                systemStatus,
                heapUsed,
                heapMax,
                cpu,
                uptime,
                nodes,
                lastUpdate,
                widgets,
                connectionsByNode,
                busiestRooms.stream().filter(busy -> busy.room().isPublic()).toList(),
                slowestReaders.stream().map(SlowReader::withoutPerson).toList(),
                recentEvents.stream().map(Happening::withoutPerson).toList(),
                ends,
                connectionsOpened,
                connectionsRefused,
                slowReadersCut,
                failures);
    }
}
