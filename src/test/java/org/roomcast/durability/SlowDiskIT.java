package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database's file is on a disk that takes up to 20 ms for each write: most kills meet a write that is under way. In
 * the end the disk is full for a while.
 */
class SlowDiskIT {

    private static final long SEED = Long.getLong("roomcast.kill.seed", 20_261_128L);
    private static final int KILLS = Integer.getInteger("roomcast.slow.kills", 4);
    private static final int MEAN = 1_000;

    @TempDir
    private Path data;

    @Test
    void nothingIsLostOrDoubledOnASlowDiskNorOnOneThatIsFull() throws IOException, InterruptedException {
        System.getLogger(SlowDiskIT.class.getName()).log(System.Logger.Level.INFO, "seed " + SEED);
        Random random = new Random(SEED);
        Path isFull = data.resolve("full");
        try (ServerProcess server = Servers.onSlowDisk(data, isFull);
                Workload work = new Workload(server::chat, SEED)) {
            server.start();
            work.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                work.awaitAcked(work.acked() + MEAN / 2 + random.nextInt(MEAN));
                server.kill();
                server.start();
            }
            work.awaitAcked(work.acked() + MEAN);
            Files.createFile(isFull);
            Outage outage = new Outage(server);
            outage.awaitBegin();
            long refused = work.refused();
            eventually(() -> assertThat(work.refused()).isGreaterThan(refused));
            Files.delete(isFull);
            outage.awaitEnd();
            work.awaitAcked(work.acked() + MEAN);
            work.finishAndCheck();
        }
    }
}
