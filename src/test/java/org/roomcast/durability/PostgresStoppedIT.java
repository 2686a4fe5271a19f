package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL does not answer for ten seconds, and is stopped and started again, while clients publish and read. */
class PostgresStoppedIT {

    private static final long SEED = Long.getLong("roomcast.kill.seed", 20_261_128L);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int MEAN = 1_000;

    @TempDir
    private Path data;

    @Test
    void nothingIsLostOrDoubledWhilePostgresqlIsAway() throws IOException, InterruptedException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there are no signals that stop a process");
        try (OwnPostgres postgres = new OwnPostgres(data.resolve("postgres"));
                ServerProcess server = Servers.durable(
                        data.resolve("server"),
                        "roomcast.jdbc.url=" + postgres.url(),
                        "roomcast.jdbc.user=" + OwnPostgres.USER);
                Workload work = new Workload(server::chat, SEED)) {
            server.start();
            work.start();
            work.awaitAcked(MEAN);
            Outage outage = new Outage(server);

            postgres.pause();
            checkOutage(outage, work);
            postgres.resume();
            outage.awaitEnd();
            work.awaitAcked(work.acked() + MEAN);

            postgres.stop();
            checkOutage(outage, work);
            postgres.start();
            outage.awaitEnd();
            work.awaitAcked(work.acked() + MEAN);
            work.finishAndCheck();
        }
    }

    private static void checkOutage(Outage outage, Workload work) {
        long end = System.nanoTime() + OUTAGE.toNanos();
        outage.awaitBegin();
        long refused = work.refused();
        eventually(() -> assertThat(work.refused()).isGreaterThan(refused));
        while (System.nanoTime() - end < 0) {
            outage.checkThatTheServerLives();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
