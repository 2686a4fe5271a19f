package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.roomcast.codec.JsonFields;
import org.roomcast.dashboard.Dashboard;
import org.roomcast.dashboard.Widget;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;

/** Sets and removes the widgets of the dashboard. */
@ApplicationScoped
@Path("dashboard/{widget}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DashboardResource {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_TITLE = 100;
    private static final int MAX_VALUE = 200;
    private static final int MAX_UNIT = 20;
    private static final int MAX_SERIES = 500;

    @Inject
    Dashboard dashboard;

    /** The answer. */
    public record Accepted(String status, String id) {}

    @PUT
    public Response put(@PathParam("widget") String id, byte[] body, @Context SecurityContext security) {
        Caller.of(security).require(Identity.PUBLISHER);
        if (!ID.matcher(id).matches()) {
            throw new FieldException(ErrorCode.BAD_FRAME, "widget", "is 1 to 64 of A-Z a-z 0-9 _ -");
        }
        dashboard.put(read(id, Bodies.object(body)));
        return Answers.accepted(new Accepted("accepted", id));
    }

    @DELETE
    public Response delete(@PathParam("widget") String id, @Context SecurityContext security) {
        Caller.of(security).require(Identity.PUBLISHER);
        if (!dashboard.remove(id)) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "There is no such widget");
        }
        return Response.noContent().build();
    }

    static Widget read(String id, JsonFields fields) {
        Object value = fields.optionalNumberOrText("value", MAX_VALUE);
        List<BigDecimal> series = fields.optionalNumbers("series", MAX_SERIES);
        if ((value == null) == (series == null)) {
            throw new FieldException(ErrorCode.BAD_FRAME, "value", "or \"series\" must be there, and not both");
        }
        return new Widget(
                id, fields.optionalText("title", MAX_TITLE), value, series, fields.optionalText("unit", MAX_UNIT));
    }
}
