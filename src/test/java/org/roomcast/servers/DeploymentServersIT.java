package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("Deployment")
class DeploymentServersIT extends ServerSuite {

    @Test
    @DisplayName("The pages are served")
    void thePagesAreServed() throws Exception {
        String page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base()).build(), BodyHandlers.ofString())
                .body();
        assertThat(page).contains("Roomcast");
    }

    @Test
    @DisplayName("A client is welcomed")
    void aClientIsWelcomed() {
        try (TestClient client = TestClient.open(webSocket("ws/chat"))) {
            assertThat(client.next("welcome").getString("connection_id")).isNotEmpty();
        }
    }
}
