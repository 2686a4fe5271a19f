package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** A member that stops reading is cut; nobody waits for it. */
class SlowReaderIT {

    private static final int PUBLICATIONS = 400;
    private static final String DATA = "x".repeat(20_000);

    @Test
    void aMemberThatStopsReadingIsCutWhileTheOthersGoOn() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient stalled = RawClient.open(server.port(), "/ws/chat/slow", 4_096);
                TestClient reader = server.connectAs("reader", "/ws/chat");
                TestClient writer = server.connectAs("writer", "/ws/chat")) {
            reader.join("slow");
            writer.join("slow");
            long before = usedHeap();
            for (int i = 0; i < PUBLICATIONS; i++) {
                // ephemeral: the room's history would keep them as well
                writer.request("{'type':'publish','room':'slow','ephemeral':true,'echo':false,'data':{'i':" + i
                        + ",'x':'" + DATA + "'}}");
                assertThat(reader.event("message").getJsonObject("data").getInt("i"))
                        .isEqualTo(i);
            }
            eventually(
                    () -> assertThat(server.registry().stats().slowReadersCut()).isEqualTo(1));
            assertThat(reader.next("left").getString("room")).isEqualTo("slow");
            assertThat(usedHeap() - before)
                    .as("what is kept for the one that does not read")
                    .isLessThan(PUBLICATIONS * DATA.length() / 2L);
            assertThat(stalled.readCloseCode()).isEqualTo(4202);
        }
    }

    @Test
    void oneThatNeverReadsAgainIsCutFromTheNetwork() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient stalled = RawClient.open(server.port(), "/ws/chat/stalled", 4_096)) {
            eventually(() -> assertThat(server.registry().connectionCount()).isEqualTo(1));
            for (int i = 0; i < PUBLICATIONS; i++) {
                server.registry().broadcast("flood", DATA);
            }
            eventually(() -> assertThat(server.registry().isEmpty()).isTrue());
            stalled.readToEnd();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
