package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Clock;
import org.roomcast.codec.Event;
import org.roomcast.codec.Json;
import org.roomcast.codec.JsonCodec;
import org.roomcast.dashboard.Dashboard;
import org.roomcast.registry.Connection;
import org.roomcast.registry.JoinRequest;
import org.roomcast.registry.SessionRegistry;

/** The live dashboard: a snapshot at once, then one with every measuring interval. */
@ApplicationScoped
@ServerEndpoint(
        value = "/ws/dashboard",
        subprotocols = JsonCodec.SUBPROTOCOL,
        configurator = HandshakeConfigurator.class)
public class DashboardEndpoint extends RoomcastEndpoint {

    @Inject
    SessionRegistry registry;

    @Inject
    Dashboard dashboard;

    @Inject
    EndpointSettings settings;

    @Inject
    Clock clock;

    @Override
    EndpointProfile profile() {
        return settings.dashboardPublic() ? EndpointProfile.PUBLIC_DASHBOARD : EndpointProfile.DASHBOARD;
    }

    @Override
    void opening(Session session, Connection connection) {
        registry.join(connection, JoinRequest.of(Dashboard.ROOM), joined -> snapshot())
                .whenComplete((joined, failure) -> failed(session, failure));
    }

    private Event snapshot() {
        return new Event.Published(
                "dashboard_data", Json.payload(dashboard.figures()), Dashboard.ROOM, null, null, clock.instant());
    }
}
