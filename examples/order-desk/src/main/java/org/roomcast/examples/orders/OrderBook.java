package org.roomcast.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roomcast.model.RoomName;
import org.roomcast.registry.SessionRegistry;

/** The newest orders, in memory, told to the room {@code orders} as they change. Safe in every thread. */
@ApplicationScoped
public class OrderBook {

    static final RoomName ROOM = RoomName.of("orders");

    private static final int CAPACITY = 100;

    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private long last;

    @Inject
    SessionRegistry registry;

    /** Keeps a new order and tells the room. */
    public synchronized Order place(String item, int quantity) {
        Order order = new Order(++last, item.strip(), quantity, Order.Status.PLACED, Instant.now());
        if (orders.size() >= CAPACITY) {
            orders.remove(orders.keySet().iterator().next());
        }
        return changed(order);
    }

    /** Marks an order as ready and tells the room; empty when there is no such order. */
    public synchronized Optional<Order> ready(long id) {
        Order order = orders.get(id);
        if (order == null || order.status() == Order.Status.READY) {
            return Optional.ofNullable(order);
        }
        return Optional.of(changed(order.ready()));
    }

    public synchronized Optional<Order> find(long id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** The orders, oldest first. */
    public synchronized List<Order> all() {
        return new ArrayList<>(orders.values());
    }

    /** Under the lock, so that the room sees changes in the order in which they were made. Publishing never waits. */
    private Order changed(Order order) {
        orders.put(order.id(), order);
        registry.publish(ROOM, "order", order);
        return order;
    }
}
