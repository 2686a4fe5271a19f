package org.roomcast.durability;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed and started again while clients publish and read: each acknowledged event reaches each subscriber
 * once, at its offset. {@code -Droomcast.kill.seed=…} runs another schedule, {@code -Droomcast.kill.times=…} a longer one.
 */
class KillIT {

    private static final long SEED = Long.getLong("roomcast.kill.seed", 20_261_120L);
    private static final int KILLS = Integer.getInteger("roomcast.kill.times", 20);
    /** Publications between two kills, about; 20 kills make 50,000 and more. */
    private static final int MEAN = 2_500;

    @TempDir
    Path data;

    @Test
    void nothingAcknowledgedIsLostOrDoubledHoweverOftenTheServerIsKilled() throws InterruptedException {
        System.getLogger(KillIT.class.getName())
                .log(System.Logger.Level.INFO, "seed " + SEED + ", " + KILLS + " kills");
        Random random = new Random(SEED);
        try (ServerProcess server = Servers.durable(data);
                Workload work = new Workload(server::chat, SEED)) {
            server.start();
            work.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                // tied to what has been acknowledged, so that a schedule means the same on a slower machine
                work.awaitAcked(work.acked() + MEAN / 2 + random.nextInt(MEAN));
                server.kill();
                server.start();
            }
            work.awaitAcked(Math.max(work.acked() + MEAN, KILLS * MEAN));
            work.finishAndCheck();
        }
    }
}
