package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that begin and do not go on: "slow loris". The bystander talks all the while. */
@ExtendWith(AbuseExtension.class)
class SlowAbuseIT {

    /** More than there are threads that could wait for them. */
    private static final int MANY = 200;

    private static final String KEY = "X-API-Key: " + AbusedServer.API_KEY + "\r\n";

    private final AbusedServer server;

    SlowAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @Test
    void handshakesThatAreNeverFinishedHoldNobodyUp() throws IOException {
        assertOthersAreServed("GET /ws/chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nX-Slow: ");
    }

    @Test
    void bodiesThatNeverComeHoldNobodyUp() throws IOException {
        assertOthersAreServed("POST /api/messages HTTP/1.1\r\nHost: h\r\n" + KEY
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"data\":");
    }

    @Test
    void chunksThatNeverComeHoldNobodyUp() throws IOException {
        assertOthersAreServed("POST /api/messages HTTP/1.1\r\nHost: h\r\n" + KEY
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{");
    }

    @Test
    void connectionsThatSayNothingHoldNobodyUp() throws IOException {
        assertOthersAreServed("", false);
    }

    private void assertOthersAreServed(String beginning) throws IOException {
        assertOthersAreServed(beginning, true);
    }

    /** @param isSoonOver whether the server gives up on such a client within seconds */
    private void assertOthersAreServed(String beginning, boolean isSoonOver) throws IOException {
        List<Attacker> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(new Attacker(server, 70 + i % 4).send(beginning));
            }
            assertThat(server.rest().get("health/live").statusCode()).isEqualTo(200);
            assertThat(server.rest()
                            .post("api/messages", "{\"room\":\"slow\",\"data\":1}", "X-API-Key", AbusedServer.API_KEY)
                            .statusCode())
                    .isEqualTo(202);
            for (Attacker one : isSoonOver ? slow.subList(0, 4) : List.<Attacker>of()) {
                assertThat(one.readAll(60_000))
                        .as("what never goes on is ended")
                        .doesNotEndWith("…");
            }
        } finally {
            for (Attacker one : slow) {
                one.close();
            }
        }
    }
}
