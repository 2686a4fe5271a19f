package org.roomcast.examples.orders;

import java.time.Instant;

/** An order as the desk sees it. Public, since JSON-B writes public types only. */
public record Order(long id, String item, int quantity, Status status, Instant placed) {

    /** How far an order has come; it never goes back. */
    public enum Status {
        PLACED,
        READY
    }

    Order ready() {
        return new Order(id, item, quantity, Status.READY, placed);
    }
}
