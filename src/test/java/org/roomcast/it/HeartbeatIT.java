package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class HeartbeatIT {

    @Test
    void aPeerThatAnswersPingsStaysAndOneThatDoesNotIsClosed() throws IOException {
        try (TestServer server = TestServer.start(b ->
                        b.setting("roomcast.heartbeat.interval", "1s").setting("roomcast.heartbeat.timeout", "1s"));
                TestClient lively = server.connect("/ws/chat");
                RawClient silent = RawClient.open(server.port(), "/ws/chat")) {
            assertThat(lively.welcome.getInt("heartbeat_interval")).isEqualTo(1);
            lively.awaitPing();
            assertThat(silent.readCloseCode()).isEqualTo(4201);
            eventually(() -> assertThat(server.registry().connectionCount()).isEqualTo(1));
            lively.awaitPing();
            lively.awaitPing();
            assertThat(lively.isClosed()).isFalse();
        }
    }
}
