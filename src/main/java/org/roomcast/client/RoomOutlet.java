package org.roomcast.client;

import java.util.concurrent.CompletionStage;

/** Where the events of a room go, and what is missing comes from. For the client's thread. */
interface RoomOutlet {

    /** Never throws. */
    void deliver(RoomEvent event);

    /** Never throws. */
    void broken(Discontinuity discontinuity);

    CompletionStage<HistoryPage> since(long offset, int limit);
}
