package org.roomcast.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** All resources and providers, by name, so that every server registers the same. */
@ApplicationPath("api")
public class RestApplication extends Application {

    private static final Set<Class<?>> CLASSES = Set.of(
            MessagesResource.class,
            NotifyResource.class,
            UsersResource.class,
            RoomsResource.class,
            ConnectionsResource.class,
            DashboardResource.class,
            StatsResource.class,
            CallerFilter.class,
            BodyFilter.class,
            IdempotencyFilter.class,
            HeadersFilter.class,
            ProblemMapper.class);

    @Override
    public Set<Class<?>> getClasses() {
        return CLASSES;
    }

    /** Jersey would describe all resources to everyone under {@code application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
