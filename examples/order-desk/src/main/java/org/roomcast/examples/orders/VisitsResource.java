package org.roomcast.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.roomcast.registry.SessionRegistry;

/** Tells how many connections there have been, and how many users watch the desk now. */
@ApplicationScoped
@Path("visits")
@Produces(MediaType.APPLICATION_JSON)
public class VisitsResource {

    @Inject
    Visits visits;

    @Inject
    SessionRegistry registry;

    /** The figures. */
    public record Figures(long opened, long closed, int watching) {}

    @GET
    public Figures figures() {
        return new Figures(
                visits.opened(),
                visits.closed(),
                registry.members(OrderBook.ROOM).size());
    }
}
