package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.roomcast.servers.container.Application;
import org.roomcast.testing.TestClient;

/** The server is stopped while the application runs on it. The last of all. */
@Order(Integer.MAX_VALUE)
@DisplayName("Stopping the server")
class StoppingServersIT extends ClientSuite {

    private static final int RESTARTING = 4200;
    private static final int GOING_AWAY = 1001;

    @Test
    @DisplayName("Connections are told goodbye and closed with 4200")
    void connectionsAreToldGoodbyeAndClosed() {
        TestClient witness = connect("ws/chat");
        Application.stopServer();
        if (server().equals("wildfly")) {
            Difference.note("WildFly closes WebSockets with 1001 by itself when it is suspended, which is how its stop"
                    + " begins; the application is not told before (`ServerWebSocketContainer.pause` of Undertow).");
            assertThat(witness.awaitClose()).isEqualTo(GOING_AWAY);
            return;
        }
        assertThat(witness.next("goodbye").getString("reason")).isEqualTo("the server is restarting");
        assertThat(witness.awaitClose()).isEqualTo(RESTARTING);
    }
}
