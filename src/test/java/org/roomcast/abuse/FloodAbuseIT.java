package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.roomcast.testing.TestClient;

/** Too many of everything, from one address. */
@ExtendWith(AbuseExtension.class)
class FloodAbuseIT {

    private static final int PER_ADDRESS = 100;
    private static final int ATTEMPTS = 10_000;
    /** So many at a time: a process has a bounded number of file descriptors. */
    private static final int AT_A_TIME = 250;

    private static final int PONG = 0x8A;

    private final AbusedServer server;

    FloodAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @Test
    void tenThousandConnectionsFromOneAddressAreAHundredAtMost() throws Exception {
        List<Attacker> held = new ArrayList<>();
        try {
            for (int i = 0; i < PER_ADDRESS; i++) {
                held.add(new Attacker(server, 60).upgrade("/ws/chat"));
            }
            int tried = PER_ADDRESS;
            while (tried < ATTEMPTS) {
                tried += knockAtOnce(AT_A_TIME);
                for (Attacker one : held) {
                    // silent ones would be ended, and leave their places to others
                    one.send(Frames.frame(PONG, new byte[0]));
                }
            }
            assertThat(connectionsFrom("127.0.0.60")).isLessThanOrEqualTo(PER_ADDRESS);
        } finally {
            for (Attacker one : held) {
                one.close();
            }
        }
        eventually(() -> assertThat(connectionsFrom("127.0.0.60")).isZero());
        eventually(() -> assertThat(server.usedMegabytes()).isLessThan(100));
        eventually(() -> assertThat(Attacker.isLetIn(server, 60)).isTrue());
    }

    @Test
    void connectionsThatComeAndGoLeaveNothingBehind() throws Exception {
        long before = server.usedMegabytes();
        for (int i = 0; i < 2_000; i++) {
            try (Attacker mallory = new Attacker(server, 100 + i % 50)) {
                mallory.send("GET /ws/chat/flood HTTP/1.1\r\n" + Attacker.UPGRADE + "\r\n");
            }
        }
        eventually(() -> assertThat(connectionsFrom("127.0.0.100")).isZero());
        eventually(() -> assertThat(server.usedMegabytes() - before).isLessThan(30));
    }

    @Test
    void roomsAreBoundedForEachConnection() {
        try (TestClient mallory = TestClient.open(server.ws("/ws/chat"))) {
            mallory.next("welcome");
            int refused = 0;
            for (int i = 0; i < 150; i++) {
                String type = mallory.join("flood-" + i).getString("type");
                refused += type.equals("error") ? 1 : 0;
            }
            assertThat(refused).isEqualTo(50);
            for (int i = 0; i < 100; i++) {
                mallory.request("{'type':'leave','room':'flood-" + i + "'}");
            }
            assertThat(mallory.join("flood-again").getString("type")).isEqualTo("ack");
        }
    }

    private int knockAtOnce(int many) throws IOException {
        List<Attacker> knocking = new ArrayList<>(many);
        try {
            for (int i = 0; i < many; i++) {
                knocking.add(knock());
            }
            for (Attacker one : knocking) {
                assertThat(isTurnedAway(one)).isTrue();
            }
        } finally {
            for (Attacker one : knocking) {
                one.close();
            }
        }
        return many;
    }

    /** A socket too many is closed at once, also while it is written to. */
    private Attacker knock() throws IOException {
        Attacker one = new Attacker(server, 60);
        try {
            one.send("GET /ws/chat HTTP/1.1\r\n" + Attacker.UPGRADE + "\r\n");
        } catch (SocketException closed) {
            assertThat(closed).isNotNull();
        }
        return one;
    }

    /** Before the upgrade, or by a close frame right after it; never with a welcome. */
    private static boolean isTurnedAway(Attacker one) throws IOException {
        try {
            String head = one.readHead();
            return !head.startsWith("HTTP/1.1 101 ") || one.closeCode() == 4102;
        } catch (SocketException reset) {
            return true;
        }
    }

    private long connectionsFrom(String address) {
        String connections = server.rest()
                .get("api/connections", "Authorization", "Bearer " + Forger.valid("root", "admin"))
                .body();
        return connections.split(address + "\"", -1).length - 1;
    }
}
