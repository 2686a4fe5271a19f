package org.roomcast.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import org.roomcast.model.Draft;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.PublishFilter;

/** Refuses what anyone but this application publishes in the room of the orders: nobody can forge one. */
@ApplicationScoped
public class DeskSpeaksAlone implements PublishFilter {

    @Override
    public Draft filter(Draft draft) {
        boolean isOurs = draft.from() == null;
        if (OrderBook.ROOM.equals(draft.room()) && !isOurs) {
            throw ProtocolException.forbidden("Only the desk speaks here");
        }
        return draft;
    }
}
