package org.roomcast.examples.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * This application's own REST API, beside Roomcast's at {@code /api}. It names its classes: one that does not would be
 * given everything in the WAR, Roomcast's resources and filters too.
 */
@ApplicationPath("desk")
public class DeskApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(OrdersResource.class, VisitsResource.class, NotReadable.class);
    }
}
