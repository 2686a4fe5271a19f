package org.roomcast.durability;

import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All connections are cut again and again while clients publish and read. */
class CutIT {

    private static final long SEED = Long.getLong("roomcast.kill.seed", 20_261_120L);
    private static final int CUTS = 30;
    private static final int MEAN = 500;

    @TempDir
    Path data;

    @Test
    void nothingIsLostOrDoubledWhenConnectionsAreCut() {
        Random random = new Random(SEED);
        try (ServerProcess server = Servers.durable(data)) {
            server.start();
            try (CutProxy proxy = new CutProxy(server.port());
                    Workload work = new Workload(
                            () -> URI.create("ws://127.0.0.1:" + proxy.port() + "/ws/chat?batch=true"), SEED)) {
                work.start();
                for (int cut = 1; cut <= CUTS; cut++) {
                    work.awaitAcked(work.acked() + MEAN / 2 + random.nextInt(MEAN));
                    proxy.cut();
                }
                work.finishAndCheck();
            }
        }
    }
}
