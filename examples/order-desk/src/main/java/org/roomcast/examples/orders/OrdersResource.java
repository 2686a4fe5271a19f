package org.roomcast.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes orders, shows them, and marks them as ready. */
@ApplicationScoped
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {

    private static final int UNPROCESSABLE = 422;

    @Inject
    OrderBook book;

    @GET
    public List<Order> list() {
        return book.all();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response place(NewOrder wanted, @Context UriInfo uri) {
        String problem = wanted == null ? "an order is missing" : wanted.problem();
        if (problem != null) {
            return Response.status(UNPROCESSABLE)
                    .entity(Map.of("error", problem))
                    .build();
        }
        Order order = book.place(wanted.getItem(), wanted.getQuantity());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(String.valueOf(order.id()))
                        .build())
                .entity(order)
                .build();
    }

    @GET
    @Path("{id}")
    public Response find(@PathParam("id") long id) {
        return answer(book.find(id), id);
    }

    @POST
    @Path("{id}/ready")
    public Response ready(@PathParam("id") long id) {
        return answer(book.ready(id), id);
    }

    private static Response answer(Optional<Order> order, long id) {
        return order.map(Response::ok)
                .orElseGet(() ->
                        Response.status(Response.Status.NOT_FOUND).entity(Map.of("error", "There is no order " + id)))
                .build();
    }
}
