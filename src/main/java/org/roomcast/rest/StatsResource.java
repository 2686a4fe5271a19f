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

/** The dashboard's figures, for programs; who is who, for administrators alone. */
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
        Caller caller = Caller.of(security);
        if (caller.isKnown() && caller.identity().has(Identity.ADMIN)) {
            return Answers.ok(dashboard.allFigures());
        }
        if (!settings.dashboardPublic()) {
            caller.require(Identity.PUBLISHER);
        }
        return Answers.ok(dashboard.allFigures().withoutPersons());
    }
}
