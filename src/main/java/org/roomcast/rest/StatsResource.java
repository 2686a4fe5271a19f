package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.roomcast.dashboard.Dashboard;
import org.roomcast.model.Identity;

/** The dashboard's figures, for programs. */
@ApplicationScoped
@Path("stats")
@Produces(MediaType.APPLICATION_JSON)
public class StatsResource {

    @Inject
    Dashboard dashboard;

    @Inject
    RestSettings settings;

    @GET
    public Response get(@Context SecurityContext security) {
        if (!settings.dashboardPublic()) {
            Caller.of(security).require(Identity.PUBLISHER);
        }
        return Answers.ok(dashboard.figures());
    }
}
