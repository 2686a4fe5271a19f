package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;
import org.roomcast.registry.Connection;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Where a class is missing on one server, its clients are told of the fault and nothing else happens to them. */
class FaultyOpeningIT {

    /** Needs a class that the server does not show to applications. */
    @ApplicationScoped
    @ServerEndpoint(value = "/ws/faulty", configurator = HandshakeConfigurator.class)
    public static class FaultyEndpoint extends RoomcastEndpoint {

        @Override
        EndpointProfile profile() {
            return EndpointProfile.CHAT;
        }

        @Override
        void opening(Session session, Connection connection) {
            throw new NoClassDefFoundError("com/example/Hidden");
        }
    }

    @Test
    void anErrorOfTheOpeningIsAnsweredLikeAnExceptionAndTheConnectionLives() {
        try (TestServer server =
                        TestServer.start(b -> b.endpoint(FaultyEndpoint.class).bean(FaultyEndpoint.class));
                TestClient client = server.connect("/ws/faulty")) {
            JsonObject error = client.next("error");
            assertThat(error.getString("code")).isEqualTo("internal");
            assertThat(error.getString("message")).contains("incident").doesNotContain("Hidden");
            assertThat(server.registry().stats().failures()).isEqualTo(1);
            assertThat(client.join("a-room").getString("type")).isEqualTo("ack");
        }
    }
}
